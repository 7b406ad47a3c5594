-- A second look at approved deeds, drawn by lot: the seed is committed to first, then drawn with, and
-- published when every drawn deed has its finding, so that anybody can repeat the draw.
create table oversight.sampling (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  wanted integer not null check (wanted between 1 and 50),
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),  -- SHA-256 of the seed
  seed_sealed text not null,
  committed_at timestamptz not null,
  committed_by uuid,
  envelope_id uuid not null,                           -- the act that is on record with the commitment
  drawn_at timestamptz,
  list_hash text check (list_hash ~ '^[0-9a-f]{64}$'), -- of all deeds that stood at that moment
  list_count integer check (list_count > 0),
  seed text check (seed ~ '^[0-9a-f]{32}$'),           -- only once it is published
  published_at timestamptz,
  primary key (tenant_code, id),
  check ((drawn_at is null) = (list_hash is null) and (drawn_at is null) = (list_count is null)),
  check ((published_at is null) = (seed is null)),
  check (published_at is null or drawn_at is not null)
);
create unique index sampling_waiting on oversight.sampling (tenant_code) where published_at is null;
alter table oversight.sampling enable row level security;
create policy own on oversight.sampling using (kernel.in_scope(tenant_code))
  with check (kernel.in_scope(tenant_code));
grant select, insert, update (drawn_at, list_hash, list_count, seed, published_at)
  on oversight.sampling to xiangyue_app;

create table oversight.sampled (
  tenant_code text not null,
  sampling_id uuid not null,
  deed_id uuid not null,
  position integer not null check (position > 0),      -- in the order of the lot
  primary key (tenant_code, sampling_id, deed_id),
  unique (tenant_code, sampling_id, position),
  foreign key (tenant_code, sampling_id) references oversight.sampling
);
call kernel.protect_append_only('oversight.sampled');

-- What the second look found, once. It changes neither the deed nor any points.
create table oversight.finding (
  tenant_code text not null,
  sampling_id uuid not null,
  deed_id uuid not null,
  finding text not null check (finding in ('holds', 'unconfirmed', 'wrong')),
  reason text not null check (length(reason) between 4 and 1000),
  found_at timestamptz not null,
  found_by uuid,
  found_post text not null,
  primary key (tenant_code, sampling_id, deed_id),
  foreign key (tenant_code, sampling_id, deed_id) references oversight.sampled
);
call kernel.protect_append_only('oversight.finding');

-- What everybody may read: what was committed to, and, once published, how to repeat the draw. No deed
-- and no household is named.
create function oversight.public_samplings(place text)
returns table (id uuid, cycle jsonb, wanted integer, commitment text, committed_at timestamptz,
  entry bigint, drawn_at timestamptz, list_hash text, list_count integer, seed text,
  published_at timestamptz, holds integer, unconfirmed integer, wrong integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, jsonb_build_object('unit', c.unit, 'year', c.year, 'number', c.number), s.wanted,
    s.commitment, s.committed_at, e.sequence, s.drawn_at, s.list_hash, s.list_count, s.seed,
    s.published_at, f.holds, f.unconfirmed, f.wrong
  from oversight.sampling s
  join points.cycle c on c.tenant_code = place and c.id = s.cycle_id
  left join kernel.envelope e on e.tenant_code = place and e.id = s.envelope_id
  left join lateral (
    select count(*) filter (where x.finding = 'holds')::int as holds,
      count(*) filter (where x.finding = 'unconfirmed')::int as unconfirmed,
      count(*) filter (where x.finding = 'wrong')::int as wrong
    from oversight.finding x
    where x.tenant_code = place and x.sampling_id = s.id and s.published_at is not null
  ) f on true
  where s.tenant_code = place and kernel.in_scope(place)
  order by s.committed_at desc
$$;
revoke execute on function oversight.public_samplings from public;
grant execute on function oversight.public_samplings to xiangyue_public, xiangyue_app;
