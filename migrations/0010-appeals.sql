create schema appeals;
grant usage on schema appeals to xiangyue_app, xiangyue_public;

create table appeals.appeal (
  tenant_code text not null,
  id uuid not null,
  number text not null,                                -- shown to people: 2026-1122-01
  subject_kind text not null,                          -- 'stars.score', 'points.deed' …
  subject_id uuid not null,
  household_id uuid not null,                          -- whose result it is about
  notice_id uuid,
  line integer,
  grounds text not null,
  filed_at timestamptz not null,
  answer_due_on date not null,
  due_provisional boolean not null,
  state text not null check (state in ('open', 'upheld', 'dismissed', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid,
  answer text,
  remedy jsonb,
  change jsonb,                                        -- before and after
  primary key (tenant_code, id),
  unique (tenant_code, number),
  foreign key (tenant_code, notice_id, line) references notices.line,
  check ((state in ('upheld', 'dismissed')) = (decided_by is not null))
);
create index appeal_subject on appeals.appeal (tenant_code, subject_kind, subject_id);
create index appeal_open on appeals.appeal (tenant_code) where state = 'open';
call kernel.protect('appeals.appeal');
revoke delete on appeals.appeal from xiangyue_app;

-- Who objected: seen by themselves and, on stated cause, by the county; never by the deciders.
create table appeals.appellant (
  tenant_code text not null,
  appeal_id uuid not null,
  person_id uuid not null,
  primary key (tenant_code, appeal_id),
  foreign key (tenant_code, appeal_id) references appeals.appeal
);
alter table appeals.appellant enable row level security;
create policy own on appeals.appellant to xiangyue_app
  using (kernel.in_scope(tenant_code) and (kernel.is_self(person_id) or kernel.has_level('county')))
  with check (kernel.in_scope(tenant_code));
grant select, insert on appeals.appellant to xiangyue_app;

-- Who reviews it, drawn by rule among people who did not decide the first time.
create table appeals.reviewer (
  tenant_code text not null,
  appeal_id uuid not null,
  person_id uuid not null,
  drawn_at timestamptz not null,
  excused_reason text,
  primary key (tenant_code, appeal_id, person_id),
  foreign key (tenant_code, appeal_id) references appeals.appeal
);
call kernel.protect('appeals.reviewer');

create table appeals.step (
  tenant_code text not null,
  id uuid not null,
  appeal_id uuid not null,
  kind text not null,                                  -- 'filed', 'drawn', 'heard', 'decided', 'withdrawn'
  at timestamptz not null,
  by_person_id uuid,
  note text,
  primary key (tenant_code, id),
  foreign key (tenant_code, appeal_id) references appeals.appeal
);
call kernel.protect_append_only('appeals.step');
