create schema places;
grant usage on schema places to xiangyue_app, xiangyue_public;

-- The tree of places is public knowledge: everybody may read it, a place is written in its scope.
create procedure kernel.protect_catalogue(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy read on %s for select using (true)', target);
  execute format('create policy write on %s for insert with check (kernel.in_scope(tenant_code))', target);
  execute format('create policy change on %s for update using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code))', target);
  execute format('grant select, insert, update on %s to xiangyue_app', target);
  execute format('grant select on %s to xiangyue_public', target);
end $$;

-- The part of a code that says where: 2, 4, 6, 9 or 12 digits. Only whole levels of zeros are left out.
create function places.prefix(code text) returns text
language sql immutable parallel safe as $$
  select case
    when code like '__0000000000' then left(code, 2)
    when code like '____00000000' then left(code, 4)
    when code like '______000000' then left(code, 6)
    when code like '_________000' then left(code, 9)
    else code end
$$;

-- The place a code lies in by its number: 231282106202 lies in 231282106000.
create function places.parent_by_number(code text) returns text
language sql immutable parallel safe as $$
  select case length(places.prefix(code))
    when 12 then left(code, 9) || '000'
    when 9 then left(code, 6) || '000000'
    when 6 then left(code, 4) || '00000000'
    when 4 then left(code, 2) || '0000000000' end
$$;

-- A tenant; its code never changes. What can change are dated attributes.
create table places.place (
  tenant_code text primary key check (tenant_code ~ '^[0-9]{12}$'),
  level text not null check (level in ('province', 'prefecture', 'county', 'township', 'village')),
  opened_on date not null,
  closed_on date
);
call kernel.protect_catalogue('places.place');

create table places.attribute (
  tenant_code text not null references places.place,
  id uuid not null,
  official_code text not null check (official_code ~ '^[0-9]{12}$'),
  name text not null,
  parent_code text references places.place (tenant_code),
  since date not null,
  until date check (until is null or until > since),
  source text not null,
  -- Full pinyin and initials of the name, for search.
  pinyin text not null default '',
  -- It lies elsewhere than its number says: it has moved.
  moved boolean not null generated always as (
    parent_code is not null and parent_code is distinct from places.parent_by_number(tenant_code)) stored,
  primary key (tenant_code, id),
  unique (tenant_code, since)
);
create index attribute_parent on places.attribute (parent_code);
create index attribute_moved on places.attribute (tenant_code) where moved;
call kernel.protect_catalogue('places.attribute');

-- Inside a village: villagers' groups and grids, two independent dated divisions.
create table places.division (
  tenant_code text not null references places.place,
  id uuid not null,
  kind text not null check (kind in ('villagers_group', 'grid')),
  code text not null,
  name text not null,
  since date not null,
  until date check (until is null or until > since),
  primary key (tenant_code, id),
  unique (tenant_code, kind, code, since)
);
call kernel.protect('places.division');
grant select on places.division to xiangyue_public;

-- The code prefixes a post at this place reaches on a day: one prefix as long as the numbers tell the
-- truth. When a place has moved across its border, every place below is listed by its own code: what
-- moved away is left out, what moved in is in.
create function places.reach(code text, on_day date) returns text[]
language plpgsql stable as $$
declare
  own text := places.prefix(code);
begin
  if length(own) = 12 then return array[own]; end if;
  if not exists (
    select 1 from places.attribute a
    where a.moved and a.since <= on_day and (a.until is null or a.until > on_day)
      and a.tenant_code <> code
      and starts_with(a.tenant_code, own) <> starts_with(a.parent_code, own)
  ) then return array[own]; end if;
  return array(
    with recursive below as (
      select code as tenant_code
      union
      select a.tenant_code from places.attribute a join below b on a.parent_code = b.tenant_code
      where a.since <= on_day and (a.until is null or a.until > on_day)
    )
    select tenant_code from below order by tenant_code);
end $$;

-- The kernel asks two questions about codes, and the tree of places answers them.
create function kernel.below(code text, on_day date) returns text[]
language sql stable as $$ select places.reach(code, on_day) $$;

-- The places above these codes or prefixes on a day, the nearest first: their settings hold below.
create function kernel.above(codes text[], on_day date) returns text[]
language sql stable as $$
  with recursive above as (
    select a.parent_code as code, 1 as step
    from unnest(codes) as own
    join places.attribute a on a.tenant_code = rpad(own, 12, '0')
    where a.since <= on_day and (a.until is null or a.until > on_day) and a.parent_code is not null
    union
    select a.parent_code, above.step + 1
    from above join places.attribute a on a.tenant_code = above.code
    where a.since <= on_day and (a.until is null or a.until > on_day) and a.parent_code is not null
  ), nearest as (select code, min(step) as step from above group by code)
  select coalesce(array_agg(code order by step, code), '{}') from nearest
$$;

-- The whole installation has a sequence of its own, for what belongs to no place yet: the import of
-- the places themselves.
insert into audit.head (tenant_code) values ('000000000000');
