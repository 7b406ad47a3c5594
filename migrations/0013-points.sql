create schema points;
grant usage on schema points to xiangyue_app, xiangyue_public;

-- A month, quarter or year for which points are counted under one rule version.
create table points.cycle (
  tenant_code text not null,
  id uuid not null,
  rule_version_id uuid not null,
  unit text not null check (unit in ('month', 'quarter', 'year')),
  year integer not null,
  number integer not null check (number between 1 and 12),
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  opened_at timestamptz not null,
  closing_at timestamptz,
  announced_at timestamptz,
  final_at timestamptz,
  primary key (tenant_code, id),
  unique (tenant_code, unit, year, number),
  foreign key (tenant_code, rule_version_id) references compact.version,
  check (announced_at is null or closing_at is not null),
  check (final_at is null or announced_at is not null)
);
call kernel.protect('points.cycle');
revoke delete on points.cycle from xiangyue_app;
grant select on points.cycle to xiangyue_public;

-- What somebody did, from declaration to decision.
create table points.deed (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  household_id uuid not null,
  person_id uuid,
  item_key text not null,
  happened_on date not null,
  value_hundredths bigint not null check (value_hundredths > 0),
  negative boolean not null,
  note text not null,
  state text not null check (state in ('declared', 'returned', 'withdrawn', 'hearing', 'verified',
    'reviewed', 'refused', 'approved', 'void')),
  due_on date,                                         -- by when the next step is due
  due_provisional boolean not null default false,
  declared_at timestamptz not null,
  declared_by uuid,
  declarer text not null,                              -- villager, neighbour, or the declarer's post
  round_id uuid,                                       -- one event or inspection entered for many households
  -- Negative entries only: the hearing, and what the household said.
  hearing_ends_on date,
  statement text,
  stated_at timestamptz,
  stated_by uuid,
  primary key (tenant_code, id),
  foreign key (tenant_code, cycle_id) references points.cycle,
  foreign key (tenant_code, household_id) references people.household,
  check (negative = (hearing_ends_on is not null))
);
create index deed_cycle on points.deed (tenant_code, cycle_id, household_id);
create index deed_state on points.deed (tenant_code, state) where state in ('declared', 'hearing', 'verified', 'reviewed', 'returned');
call kernel.protect('points.deed');
revoke delete on points.deed from xiangyue_app;

-- Each step of a deed: who, in which post, when, why. Never changed.
create table points.deed_step (
  tenant_code text not null,
  id uuid not null,
  deed_id uuid not null,
  number integer not null check (number > 0),          -- first, second, third step of its deed
  kind text not null check (kind in ('declared', 'noted', 'amended', 'withdrawn', 'returned',
    'verified', 'heard', 'voted_for', 'voted_against', 'reviewed', 'refused', 'approved', 'voided', 'revalued')),
  at timestamptz not null,
  by_person_id uuid,
  by_post text not null,
  by_organisation_id uuid,
  on_behalf_of uuid,
  value_hundredths bigint not null,
  reason text,
  envelope_id uuid not null,
  primary key (tenant_code, id),
  foreign key (tenant_code, deed_id) references points.deed
);
create unique index deed_step_deed on points.deed_step (tenant_code, deed_id, number);
-- A reviewer has one vote on a deed.
create unique index deed_step_vote on points.deed_step (tenant_code, deed_id, by_person_id) where kind in ('voted_for', 'voted_against');
call kernel.protect_append_only('points.deed_step');

create table points.deed_evidence (
  tenant_code text not null,
  deed_id uuid not null,
  attachment_id uuid not null,
  primary key (tenant_code, deed_id, attachment_id),
  foreign key (tenant_code, deed_id) references points.deed,
  foreign key (tenant_code, attachment_id) references attachments.attachment
);
call kernel.protect_append_only('points.deed_evidence');
