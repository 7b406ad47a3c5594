-- A household's plate at its own door: it shows the stars to whoever stands before it, because the
-- household wants that. Its code is nobody's name or number, and says nothing once the plate is down.
create table stars.plate (
  tenant_code text not null,
  id uuid not null,
  household_id uuid not null,
  code text not null check (code ~ '^[0-9a-f]{20}$'),
  hung_at timestamptz not null,
  hung_by uuid not null,
  taken_down_at timestamptz,
  taken_down_by uuid,
  primary key (tenant_code, id),
  unique (tenant_code, code),
  check ((taken_down_at is null) = (taken_down_by is null))
);
create unique index plate_hanging on stars.plate (tenant_code, household_id) where taken_down_at is null;
call kernel.protect('stars.plate');

-- The households of a place of which an adult takes part on a day, and the name of a head who agreed
-- to have it published.
create function stars.taking_part(place text, on_day date)
returns table (household_id uuid, code text, name text, pinyin text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with agreed as materialized (
    select c.person_id, bool_or(c.purpose = 'points') as points,
      bool_or(c.purpose = 'publish_name') as publish_name
    from people.consent c
    where c.tenant_code = place and c.withdrawn_at is null group by c.person_id
  )
  select h.id, h.code,
    (array_agg(p.name order by p.name) filter (where m.relation = 'head' and a.publish_name))[1],
    (array_agg(p.pinyin order by p.name) filter (where m.relation = 'head' and a.publish_name))[1]
  from people.household h
  join people.membership m on m.tenant_code = place and m.household_id = h.id
    and m.since <= on_day and (m.until is null or m.until > on_day)
  join people.person p on p.tenant_code = place and p.id = m.person_id and p.closed_on is null
    and p.birth_date <= (on_day - interval '18 years')::date
  join agreed a on a.person_id = m.person_id
  where h.tenant_code = place and h.closed_on is null and kernel.in_scope(place)
  group by h.id, h.code having bool_or(a.points)
$$;
revoke execute on function stars.taking_part from public;

-- What a hanging plate shows: the household's number and its stars, newest cycle first. No row when it
-- is not hanging, or nobody of the household takes part any more.
create function stars.plate_shown(place text, plate text, on_day date)
returns table (household text, hung_at timestamptz, cycles jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.code, l.hung_at, coalesce((
    select jsonb_agg(jsonb_build_object('unit', y.unit, 'year', y.year, 'number', y.number,
      'stars', a.stars, 'awardedAt', a.awarded_at) order by y.starts_on desc)
    from stars.award a
    join points.cycle y on y.tenant_code = place and y.id = a.cycle_id
    where a.tenant_code = place and a.household_id = l.household_id), '[]')
  from stars.plate l
  join stars.taking_part(place, on_day) t on t.household_id = l.household_id
  where l.tenant_code = place and l.code = plate and l.taken_down_at is null
    and kernel.in_scope(place)
$$;
revoke execute on function stars.plate_shown from public;
grant execute on function stars.plate_shown to xiangyue_public, xiangyue_app;

-- The households of each number of stars in a cycle: those whose head agreed by name, in the order of
-- the alphabet; the others, and all without a star, only counted: this is no black board. The counts are those of stars.distribution.
create function stars.levels(place text, cycle uuid, on_day date)
returns table (stars integer, names jsonb, unnamed integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.stars,
    coalesce(jsonb_agg(jsonb_build_object('household', t.code, 'name', t.name)
      order by t.pinyin, t.name, t.code) filter (where t.name is not null and a.stars > 0), '[]'),
    (count(*) filter (where t.name is null or a.stars = 0))::int
  from stars.award a
  left join stars.taking_part(place, on_day) t on t.household_id = a.household_id
  where a.tenant_code = place and a.cycle_id = cycle and kernel.in_scope(place)
  group by a.stars order by a.stars desc
$$;
revoke execute on function stars.levels from public;
grant execute on function stars.levels to xiangyue_public, xiangyue_app;
