create schema notices;
grant usage on schema notices to xiangyue_app, xiangyue_public;

-- Prepared unseen, published by one short act, frozen from then on.
create table notices.notice (
  tenant_code text not null,
  id uuid not null,
  kind text not null,                                  -- 'star_result', 'correction', 'rule_book' …
  title jsonb not null,                                -- { "zh-CN": …, "en": … }
  body jsonb not null,                                 -- NoticeBody of src/notices/model.ts
  subject text not null,                               -- 'close:UUID'
  corrects uuid,                                       -- the earlier notice this one puts right
  prepared_at timestamptz not null,
  days integer not null check (days >= 5),
  serial text,                                         -- 永公示〔2026〕第14号, given when published
  number_in_year integer,
  code text,                                           -- short code for looking it up by hand
  published_at timestamptz check (published_at >= prepared_at),
  published_by uuid,
  ends_at timestamptz,
  line_count integer not null default 0,
  hash text,                                           -- over heading and all line commitments
  primary key (tenant_code, id),
  unique (tenant_code, code),
  unique (tenant_code, serial),
  foreign key (tenant_code, corrects) references notices.notice,
  check ((published_at is null) = (ends_at is null)),
  check (ends_at is null or ends_at >= published_at + interval '5 days'),
  check (num_nulls(published_at, serial, number_in_year, code, hash) in (0, 5))
);
create index notice_published on notices.notice (tenant_code, published_at desc);
alter table notices.notice enable row level security;
grant select, insert, update on notices.notice to xiangyue_app;
create policy read on notices.notice for select to xiangyue_app
  using (kernel.in_scope(tenant_code));
create policy prepare on notices.notice for insert to xiangyue_app
  with check (kernel.in_scope(tenant_code) and published_at is null);
-- A published notice is out of reach of every update: the database itself keeps it frozen.
create policy publish on notices.notice for update to xiangyue_app
  using (kernel.in_scope(tenant_code) and published_at is null)
  with check (kernel.in_scope(tenant_code));
create policy published on notices.notice for select to xiangyue_public
  using (kernel.in_scope(tenant_code) and published_at is not null);
grant select on notices.notice to xiangyue_public;

-- A line: what stands there, and a salted commitment to it. Names are committed to separately, so
-- that a name can be forgotten while the notice still verifies.
create table notices.line (
  tenant_code text not null,
  notice_id uuid not null,
  line integer not null check (line > 0),
  household_id uuid,
  subject text not null,                               -- 'score:UUID'
  content jsonb not null,                              -- LineContent of src/notices/model.ts
  salt text not null,
  commitment text not null,
  name text,                                           -- only with consent; null once forgotten
  name_salt text,
  name_commitment text,
  forgotten_at timestamptz,
  primary key (tenant_code, notice_id, line),
  foreign key (tenant_code, notice_id) references notices.notice,
  check ((name is null) = (name_salt is null)),
  check (name is null or name_commitment is not null)
);
create index line_subject on notices.line (tenant_code, subject);
create index line_household on notices.line (tenant_code, household_id);
alter table notices.line enable row level security;
grant select, insert, update (name, name_salt, forgotten_at) on notices.line to xiangyue_app;
create policy read on notices.line for select to xiangyue_app
  using (kernel.in_scope(tenant_code));
-- Lines come before publication; afterwards none can be added.
create policy add on notices.line for insert to xiangyue_app
  with check (kernel.in_scope(tenant_code) and exists (
    select 1 from notices.notice n
    where n.tenant_code = line.tenant_code and n.id = line.notice_id and n.published_at is null));
-- The one change a line allows: its name is taken away.
create policy forget on notices.line for update to xiangyue_app
  using (kernel.in_scope(tenant_code))
  with check (kernel.in_scope(tenant_code) and name is null and name_salt is null
    and forgotten_at is not null);
create policy published on notices.line for select to xiangyue_public
  using (kernel.in_scope(tenant_code) and exists (
    select 1 from notices.notice n
    where n.tenant_code = line.tenant_code and n.id = line.notice_id
      and n.published_at is not null));
grant select on notices.line to xiangyue_public;

-- What was told to whom, when and why. Read by the person themselves, or with a helper.
create table notices.message (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,                                  -- 'deed_verified', 'score_final' …
  facts jsonb not null,
  subject text not null,
  sent_at timestamptz not null,
  read_at timestamptz check (read_at >= sent_at),
  primary key (tenant_code, id)
);
create index message_person on notices.message (tenant_code, person_id, sent_at desc);
alter table notices.message enable row level security;
grant select, insert, update (read_at) on notices.message to xiangyue_app;
create policy tell on notices.message for insert to xiangyue_app
  with check (kernel.in_scope(tenant_code));
create policy own on notices.message for select to xiangyue_app
  using (kernel.in_scope(tenant_code) and kernel.is_self(person_id));
create policy mark on notices.message for update to xiangyue_app
  using (kernel.in_scope(tenant_code) and kernel.is_self(person_id))
  with check (kernel.in_scope(tenant_code) and kernel.is_self(person_id));
