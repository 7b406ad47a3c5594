create schema people;
grant usage on schema people to xiangyue_app, xiangyue_public;

create table people.household (
  tenant_code text not null,
  id uuid not null,
  code text not null check (code ~ '^[0-9]{3,6}$'),   -- the household number on the board: 012
  opened_on date not null,
  closed_on date check (closed_on is null or closed_on >= opened_on),
  primary key (tenant_code, id),
  unique (tenant_code, code)
);
call kernel.protect('people.household');

create table people.person (
  tenant_code text not null,
  id uuid not null,
  name text not null,
  pinyin text not null,                                -- full pinyin and initials, for search
  sex text not null check (sex in ('female', 'male')),
  birth_date date not null,
  opened_on date not null,
  closed_on date,
  closed_reason text check (closed_reason in ('moved_away', 'died', 'entered_in_error')),
  -- The same human being in the place they came from.
  linked_tenant_code text,
  linked_person_id uuid,
  primary key (tenant_code, id)
);
create index person_name on people.person (tenant_code, name);
call kernel.protect('people.person');

-- Identity number and telephone: sealed at rest; digests find equal ones without opening them.
create table people.identity (
  tenant_code text not null,
  person_id uuid not null,
  id_number_sealed text,
  id_number_digest text,
  phone_sealed text,
  phone_digest text,
  primary key (tenant_code, person_id),
  foreign key (tenant_code, person_id) references people.person,
  unique (tenant_code, id_number_digest)
);
create index identity_phone on people.identity (phone_digest);
call kernel.protect('people.identity');

create table people.membership (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  household_id uuid not null,
  relation text not null,                              -- to the head: 'head', 'spouse', 'son' …
  since date not null,
  until date check (until is null or until >= since),
  primary key (tenant_code, id),
  foreign key (tenant_code, person_id) references people.person,
  foreign key (tenant_code, household_id) references people.household
);
create index membership_person on people.membership (tenant_code, person_id);
create index membership_household on people.membership (tenant_code, household_id);
-- Nobody lives in two households at once.
create unique index membership_open on people.membership (tenant_code, person_id) where until is null;
call kernel.protect('people.membership');

-- Which villagers' group and which grid a household belongs to, from when to when.
create table people.household_division (
  tenant_code text not null,
  id uuid not null,
  household_id uuid not null,
  division_id uuid not null,
  kind text not null check (kind in ('villagers_group', 'grid')),
  since date not null,
  until date check (until is null or until >= since),
  primary key (tenant_code, id),
  foreign key (tenant_code, household_id) references people.household,
  foreign key (tenant_code, division_id) references places.division
);
create index household_division_household on people.household_division (tenant_code, household_id);
create index household_division_division on people.household_division (tenant_code, division_id);
call kernel.protect('people.household_division');

-- Moves, splits and merges: what became of which household, and who recorded it.
create table people.household_event (
  tenant_code text not null,
  id uuid not null,
  kind text not null check (kind in ('moved_out', 'moved_in', 'split', 'merged')),
  from_tenant_code text not null,
  from_household_id uuid not null,
  to_tenant_code text not null,
  to_household_id uuid not null,
  happened_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  reason text not null,
  primary key (tenant_code, id)
);
call kernel.protect_append_only('people.household_event');

-- Kinship beyond the household, as far as recusal needs it.
create table people.kinship (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  relation text not null,                              -- relative is the person's 'parent', 'child', 'sibling', 'spouse', 'in_law'
  relative_id uuid not null,
  since date not null,
  until date,
  primary key (tenant_code, id),
  foreign key (tenant_code, person_id) references people.person,
  foreign key (tenant_code, relative_id) references people.person,
  check (person_id <> relative_id)
);
create index kinship_person on people.kinship (tenant_code, person_id);
create index kinship_relative on people.kinship (tenant_code, relative_id);
call kernel.protect('people.kinship');

create table people.guardianship (
  tenant_code text not null,
  id uuid not null,
  ward_id uuid not null,
  guardian_id uuid not null,
  decision text,                                       -- for an adult ward: the court's decision
  since date not null,
  until date,
  primary key (tenant_code, id),
  foreign key (tenant_code, ward_id) references people.person,
  foreign key (tenant_code, guardian_id) references people.person,
  check (ward_id <> guardian_id)
);
create unique index guardianship_open on people.guardianship (tenant_code, ward_id) where until is null;
call kernel.protect('people.guardianship');

-- Consent: one row a grant; withdrawing closes it with who and when.
create table people.consent (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  purpose text not null check (purpose in ('points', 'publish_name', 'publish_deed', 'publish_photo')),
  wording_version integer not null,
  method text not null check (method in ('roster_signature', 'online', 'paper', 'spoken_to_helper')),
  granted_at timestamptz not null,
  granted_by uuid,                                     -- who entered it, if not the person
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (tenant_code, id),
  foreign key (tenant_code, person_id) references people.person,
  check (withdrawn_at is null or withdrawn_at >= granted_at)
);
create unique index consent_open on people.consent (tenant_code, person_id, purpose) where withdrawn_at is null;
call kernel.protect('people.consent');

-- Helping another: the helper, the one helped, how consent was shown, and until when.
create table people.assistance (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  helper_tenant_code text not null,
  helper_person_id uuid not null,
  method text not null check (method in ('passbook_code', 'spoken_with_witness', 'paper')),
  witness_person_id uuid,
  granted_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (tenant_code, id),
  foreign key (tenant_code, person_id) references people.person,
  check (expires_at > granted_at)
);
call kernel.protect('people.assistance');

-- An uploaded roster between its dry run and its import, sealed; only the last one keeps its rows.
create table people.roster_sheet (
  tenant_code text not null,
  id uuid not null,
  sheet_hash text not null check (sheet_hash ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  sealed text,
  kept_at timestamptz not null,
  kept_by uuid,
  imported_at timestamptz,
  imported_by uuid,
  report jsonb,
  primary key (tenant_code, id)
);
call kernel.protect('people.roster_sheet');
