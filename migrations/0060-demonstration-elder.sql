-- Whom one may pick to be: as before, and of each village the oldest of those who hold no post, so that
-- the program can be seen as an old person sees it. Empty everywhere but in a demonstration.
create or replace function auth.demonstration_people(on_day date)
returns table (tenant_code text, place text, level text, person_id uuid, name text, post text,
  organisation_kind text, household_code text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with person as (
    select p.tenant_code, p.id, p.name, p.birth_date, a.name as place, pl.level
    from people.person p
    join places.place pl on pl.tenant_code = p.tenant_code
    join places.attribute a on a.tenant_code = p.tenant_code
      and a.since <= on_day and (a.until is null or a.until > on_day)
    where p.closed_on is null and p.birth_date <= on_day - interval '18 years'
      and exists (select 1 from auth.demonstration)
  ), villager as (
    select p.*, h.code, dense_rank() over (partition by h.tenant_code order by h.code) as nth,
      row_number() over (partition by h.tenant_code order by p.birth_date, p.id) as eldest
    from person p
    join people.membership m on m.tenant_code = p.tenant_code and m.person_id = p.id
      and m.since <= on_day and (m.until is null or m.until > on_day)
    join people.household h on h.tenant_code = m.tenant_code and h.id = m.household_id
      and h.closed_on is null
    where not exists (
      select 1 from organisations.post_holding x
      where x.tenant_code = p.tenant_code and x.person_id = p.id
        and x.since <= on_day and (x.until is null or x.until > on_day))
  )
  select p.tenant_code, p.place, p.level, p.id, p.name, x.post, o.kind, null
  from person p
  join organisations.post_holding x on x.tenant_code = p.tenant_code and x.person_id = p.id
    and x.since <= on_day and (x.until is null or x.until > on_day)
  join organisations.organisation o on o.tenant_code = x.tenant_code and o.id = x.organisation_id
    and (o.dissolved_on is null or o.dissolved_on > on_day)
  union all
  select v.tenant_code, v.place, v.level, v.id, v.name,
    case when v.eldest = 1 then 'elder' else 'villager' end, null, v.code
  from villager v where v.nth <= 4 or v.eldest = 1
$$;
