-- A consent on paper counts from the day of its signature, but it can be relied on only from the
-- moment it was entered: both are kept, so that a result can be recomputed from what was on record.
alter table people.consent add column recorded_at timestamptz;
update people.consent set recorded_at = granted_at;
alter table people.consent alter column recorded_at set not null;

-- Who was counted when a score was drafted: births, moves and consents may be put right later.
alter table stars.score add column participant_ids uuid[];
update stars.score s set participant_ids = (
  select array_agg(m.person_id order by m.person_id)
  from stars.score d
  join people.membership m on m.tenant_code = s.tenant_code and m.household_id = s.household_id
    and m.since <= (d.computed_at at time zone 'Asia/Shanghai')::date
    and (m.until is null or m.until > (d.computed_at at time zone 'Asia/Shanghai')::date)
  join people.person p on p.tenant_code = s.tenant_code and p.id = m.person_id
    and p.birth_date <= ((d.computed_at at time zone 'Asia/Shanghai')::date - interval '18 years')::date
  join people.consent c on c.tenant_code = s.tenant_code and c.person_id = m.person_id
    and c.purpose = 'points' and c.granted_at <= d.computed_at
    and (c.withdrawn_at is null or c.withdrawn_at > d.computed_at)
  where d.tenant_code = s.tenant_code and d.close_id = s.close_id
    and d.household_id = s.household_id and d.revision = 1);
alter table stars.score alter column participant_ids set not null,
  add constraint score_participants check (cardinality(participant_ids) = participants);

-- A household that no longer takes part when its line would take effect gets neither points nor stars.
alter table stars.score drop constraint score_state_check, add constraint score_state_check
  check (state in ('draft', 'announced', 'final', 'replaced', 'withdrawn'));

-- Per village: the newest cycle that has begun, and the steps somebody can still take.
create or replace function stars.village_states(on_day date)
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
    from points.cycle y where y.tenant_code = v.code and y.starts_on <= on_day
    order by y.starts_on desc limit 1
  ) c on true
  cross join lateral (
    select count(*)::int as waiting, count(*) filter (where d.due_on < on_day)::int as overdue
    from points.cycle y
    join points.deed d on d.tenant_code = v.code and d.cycle_id = y.id
      and d.state in ('declared', 'hearing', 'verified', 'reviewed')
    where y.tenant_code = v.code and y.closing_at is null
  ) d
  cross join lateral (
    select count(*)::int as open from appeals.appeal a
    where a.tenant_code = v.code and a.state = 'open'
  ) a
  order by v.code
$$;
