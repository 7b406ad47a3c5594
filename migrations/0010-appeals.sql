create schema appeals;
grant usage on schema appeals to xiangyue_app, xiangyue_public;

create table appeals.appeal (
  tenant_code text not null,
  id uuid not null,
  number text not null,                                -- shown to people: 2026-1122-01
  subject_kind text not null,                          -- 'stars.score', 'points.deed', 'notices.notice' …
  subject_id uuid not null,
  title jsonb not null,                                -- what it is about, in both languages
  household_id uuid,                                   -- whose result it is about; none for a whole notice
  notice_id uuid,
  line integer,
  grounds text not null,
  deciders uuid[] not null,                            -- took part in the first decision: may not review
  filed_at timestamptz not null,
  answer_due_on date not null,
  due_provisional boolean not null,
  state text not null check (state in ('open', 'upheld', 'dismissed', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid,
  decided_post text,
  answer text,
  remedy jsonb,
  change jsonb,                                        -- before and after
  primary key (tenant_code, id),
  unique (tenant_code, number),
  foreign key (tenant_code, notice_id) references notices.notice,
  foreign key (tenant_code, notice_id, line) references notices.line,
  check ((state in ('upheld', 'dismissed')) = (decided_by is not null)),
  check ((state in ('upheld', 'dismissed')) = (answer is not null)),
  check ((state = 'upheld') = (change is not null))
);
create index appeal_subject on appeals.appeal (tenant_code, subject_kind, subject_id);
create index appeal_open on appeals.appeal (tenant_code) where state = 'open';
create index appeal_household on appeals.appeal (tenant_code, household_id);
alter table appeals.appeal enable row level security;
grant select, insert, update (state, decided_at, decided_by, decided_post, answer, remedy, change)
  on appeals.appeal to xiangyue_app;
create policy read on appeals.appeal for select using (kernel.in_scope(tenant_code));
create policy file on appeals.appeal for insert
  with check (kernel.in_scope(tenant_code) and state = 'open');
-- Answered once: a closed appeal is out of reach of every update.
create policy answer on appeals.appeal for update
  using (kernel.in_scope(tenant_code) and state = 'open')
  with check (kernel.in_scope(tenant_code));

-- Who objected: seen by themselves and, on stated cause, by the county; never by the deciders.
create table appeals.appellant (
  tenant_code text not null,
  appeal_id uuid not null,
  person_id uuid not null,
  primary key (tenant_code, appeal_id),
  foreign key (tenant_code, appeal_id) references appeals.appeal
);
create index appellant_person on appeals.appellant (tenant_code, person_id);
alter table appeals.appellant enable row level security;
create policy own on appeals.appellant for select to xiangyue_app
  using (kernel.in_scope(tenant_code) and (kernel.is_self(person_id) or kernel.has_level('county')));
create policy file on appeals.appellant for insert to xiangyue_app
  with check (kernel.in_scope(tenant_code) and kernel.is_self(person_id));
grant select, insert on appeals.appellant to xiangyue_app;

-- Who reviews it, drawn by rule among people who did not decide the first time.
create table appeals.reviewer (
  tenant_code text not null,
  appeal_id uuid not null,
  person_id uuid not null,                             -- may live above the village: no foreign key
  post text not null,
  drawn_at timestamptz not null,
  excused_at timestamptz,
  excused_reason text,
  primary key (tenant_code, appeal_id, person_id),
  foreign key (tenant_code, appeal_id) references appeals.appeal,
  check ((excused_at is null) = (excused_reason is null))
);
create index reviewer_person on appeals.reviewer (person_id, tenant_code) where excused_at is null;
call kernel.protect('appeals.reviewer');
revoke delete on appeals.reviewer from xiangyue_app;

create table appeals.step (
  tenant_code text not null,
  id uuid not null,
  appeal_id uuid not null,
  position integer not null,                           -- 1, 2, 3 … within the appeal
  kind text not null check (kind in
    ('filed', 'drawn', 'nobody_free', 'excused', 'upheld', 'dismissed', 'withdrawn')),
  at timestamptz not null,
  by_person_id uuid,                                   -- never the one who objected
  by_post text,
  note text,
  primary key (tenant_code, id),
  foreign key (tenant_code, appeal_id) references appeals.appeal
);
create unique index step_position on appeals.step (tenant_code, appeal_id, position);
call kernel.protect_append_only('appeals.step');

-- Officials above a village of the scope: the only thing a village may learn of places above it
-- here is who could review when nobody in the village is independent.
create function appeals.officials_above(village text, on_day date)
returns table (person_id uuid, post text)
language sql stable security definer set search_path = '' as $$
  with recursive above as (
    select a.parent_code as code from places.attribute a
    where kernel.in_scope(village) and a.tenant_code = village
      and a.since <= on_day and (a.until is null or a.until > on_day)
    union
    select a.parent_code from above join places.attribute a on a.tenant_code = above.code
    where a.since <= on_day and (a.until is null or a.until > on_day)
  )
  select h.person_id, h.post
  from above join organisations.post_holding h on h.tenant_code = above.code
  where h.post in ('township_official', 'county_official')
    and h.since <= on_day and (h.until is null or h.until > on_day)
  order by h.post, h.person_id
$$;
revoke execute on function appeals.officials_above from public;
grant execute on function appeals.officials_above to xiangyue_app;

-- Tells the one who objected, without telling anybody who that is. People already told are left out.
create function appeals.tell_appellant(
  tenant text, appeal uuid, message uuid, kind text, facts jsonb, at timestamptz, told uuid[])
returns void
language sql security definer set search_path = '' as $$
  insert into notices.message (tenant_code, id, person_id, kind, facts, subject, sent_at)
  select a.tenant_code, message, a.person_id, kind, facts, 'appeal:' || appeal, at
  from appeals.appellant a
  where kernel.in_scope(tenant) and a.tenant_code = tenant and a.appeal_id = appeal
    and not a.person_id = any (told)
$$;
revoke execute on function appeals.tell_appellant from public;
grant execute on function appeals.tell_appellant to xiangyue_app;

-- Whether somebody who is to review is the one who objected, or related to them: yes or no, no more.
create function appeals.appellant_among(tenant text, appeal uuid, persons uuid[])
returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from appeals.appellant a
    where kernel.in_scope(tenant) and a.tenant_code = tenant and a.appeal_id = appeal
      and a.person_id = any (persons))
$$;
revoke execute on function appeals.appellant_among from public;
grant execute on function appeals.appellant_among to xiangyue_app;
