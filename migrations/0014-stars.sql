create schema stars;
grant usage on schema stars to xiangyue_app, xiangyue_public;

-- The close of a cycle: drafted unseen in slices, published by one short act, then final line by line.
create table stars.close (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  started_at timestamptz not null,
  started_by uuid,
  household_count integer not null,
  drafted_at timestamptz,
  notice_id uuid not null,
  announced_at timestamptz,
  announced_by uuid,
  final_at timestamptz,
  primary key (tenant_code, id),
  unique (tenant_code, cycle_id),
  foreign key (tenant_code, cycle_id) references points.cycle,
  foreign key (tenant_code, notice_id) references notices.notice
);
call kernel.protect('stars.close');
revoke delete on stars.close from xiangyue_app;

-- A household's score: revision 1 from the close, later ones from upheld appeals.
create table stars.score (
  tenant_code text not null,
  id uuid not null,
  close_id uuid not null,
  household_id uuid not null,
  revision integer not null check (revision > 0),
  total_hundredths bigint not null,
  stars integer not null check (stars between 0 and 5),
  breakdown jsonb not null,                            -- per item: deeds, raw and counted hundredths
  inputs_hash text not null,                           -- SHA-256 over rule content hash and deeds
  computed_at timestamptz not null,
  state text not null check (state in ('draft', 'announced', 'final', 'replaced')),
  replaces_id uuid,
  notice_id uuid,
  line integer,
  primary key (tenant_code, id),
  unique (tenant_code, close_id, household_id, revision),
  foreign key (tenant_code, close_id) references stars.close,
  foreign key (tenant_code, household_id) references people.household,
  foreign key (tenant_code, replaces_id) references stars.score,
  foreign key (tenant_code, notice_id, line) references notices.line
);
create index score_household on stars.score (tenant_code, household_id);
create index score_state on stars.score (tenant_code, close_id, state);
call kernel.protect('stars.score');
revoke delete on stars.score from xiangyue_app;

-- Stars that took effect.
create table stars.award (
  tenant_code text not null,
  score_id uuid not null,
  household_id uuid not null,
  cycle_id uuid not null,
  stars integer not null check (stars between 0 and 5),
  total_hundredths bigint not null,
  awarded_at timestamptz not null,
  primary key (tenant_code, score_id),
  unique (tenant_code, cycle_id, household_id),
  foreign key (tenant_code, score_id) references stars.score
);
create index award_household on stars.award (tenant_code, household_id);
call kernel.protect_append_only('stars.award');

-- How many households have how many stars: the only thing about stars that is public by itself.
create view stars.distribution as
  select tenant_code, cycle_id, stars, count(*)::int as households
  from stars.award where kernel.in_scope(tenant_code)
  group by tenant_code, cycle_id, stars;
grant select on stars.distribution to xiangyue_public, xiangyue_app;
