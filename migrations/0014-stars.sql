create schema stars;
grant usage on schema stars to xiangyue_app, xiangyue_public;

-- The close of a cycle: drafted unseen in slices, published by one short act, then final line by line.
create table stars.close (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  started_at timestamptz not null,
  started_by uuid,
  household_ids uuid[] not null,                       -- who took part when the draft was begun, by code
  drafted_count integer not null default 0,            -- how many of them are drafted
  left_out_count integer not null default 0,           -- deeds nobody had decided in time
  left_out_reason text,
  drafted_at timestamptz,
  notice_id uuid not null,
  announced_at timestamptz,
  announced_by uuid,
  announced_in uuid,                                   -- the act, by its envelope
  ends_at timestamptz,                                 -- when the result's notice period is over
  final_at timestamptz,
  primary key (tenant_code, id),
  unique (tenant_code, cycle_id),
  foreign key (tenant_code, cycle_id) references points.cycle,
  foreign key (tenant_code, notice_id) references notices.notice,
  check (drafted_count between 0 and cardinality(household_ids)),
  check ((left_out_count > 0) = (left_out_reason is not null)),
  check (drafted_at is null or drafted_count = cardinality(household_ids)),
  check (announced_at is null or drafted_at is not null),
  check (num_nulls(announced_at, announced_in, ends_at) in (0, 3)),
  check (final_at is null or announced_at is not null)
);
create index close_open on stars.close (ends_at) where final_at is null;
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
  participants integer not null check (participants > 0),
  breakdown jsonb not null,                            -- ScoreItem[] of src/stars/model.ts
  inputs_hash text not null,                           -- SHA-256 over rule content hash and deeds
  computed_at timestamptz not null,
  computed_in uuid not null,                           -- the act, by its envelope
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
-- A draft nobody has seen may be thrown away and made again; what was announced stays.
create policy drafts_only on stars.score as restrictive for delete to xiangyue_app
  using (state = 'draft');

-- Stars that took effect.
create table stars.award (
  tenant_code text not null,
  score_id uuid not null,
  household_id uuid not null,
  cycle_id uuid not null,
  stars integer not null check (stars between 0 and 5),
  total_hundredths bigint not null,
  awarded_at timestamptz not null,
  awarded_in uuid not null,                            -- the act, by its envelope
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

-- Per village of the scope: its newest cycle, what waits in it, what is overdue, what is objected to.
-- The scope is asked once per village and not once per row, so that a county is counted quickly.
create function stars.village_states(on_day date)
returns table (tenant_code text, cycle jsonb, waiting integer, overdue integer, open_appeals integer)
language sql stable security definer set search_path = '' as $$
  with village as materialized (
    select p.tenant_code as code from places.place p
    where p.level = 'village' and kernel.in_scope(p.tenant_code)
  )
  select v.code, c.cycle, d.waiting, d.overdue, a.open
  from village v
  left join lateral (
    select jsonb_build_object('unit', y.unit, 'year', y.year, 'number', y.number, 'state',
      case when y.final_at is not null then 'final' when y.announced_at is not null then 'announced'
        when y.closing_at is not null then 'closing' else 'running' end) as cycle
    from points.cycle y where y.tenant_code = v.code order by y.starts_on desc limit 1
  ) c on true
  cross join lateral (
    select count(*)::int as waiting, count(*) filter (where d.due_on < on_day)::int as overdue
    from points.deed d
    where d.tenant_code = v.code and d.state in ('declared', 'hearing', 'verified', 'reviewed')
  ) d
  cross join lateral (
    select count(*)::int as open from appeals.appeal a
    where a.tenant_code = v.code and a.state = 'open'
  ) a
  order by v.code
$$;
revoke execute on function stars.village_states from public;
grant execute on function stars.village_states to xiangyue_app;
