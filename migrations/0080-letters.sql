-- Letters to a lender: what somebody chose to say about themselves, signed, for one lender and for some
-- days. Only the adults a letter is about can read it; an office learns how many there are.
create schema letters;
grant usage on schema letters to xiangyue_app, xiangyue_public;

-- A lender and its offers in its own words. Every change is a version; the last one counts.
create table letters.lender (
  tenant_code text not null,
  lender_id uuid not null,
  version integer not null check (version > 0),
  act text not null check (act in ('offered', 'ended')),
  name text not null,
  contact text not null,
  description text not null,
  products jsonb not null,                             -- [{ name, terms }], the lender's own words
  kept_at timestamptz not null,
  kept_by uuid,
  primary key (tenant_code, lender_id, version)
);
alter table letters.lender enable row level security;
create policy read on letters.lender for select using (kernel.in_reading_scope(tenant_code));
create policy write on letters.lender for insert with check (kernel.in_scope(tenant_code));
grant select, insert on letters.lender to xiangyue_app;

create table letters.letter (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,                             -- whose letter it is
  household_id uuid not null,
  asked_ids uuid[] not null,                           -- other adults whose yes the household's facts need
  lender_code text not null,                           -- the place that keeps the lender
  lender_id uuid not null,
  lender_version integer not null,
  lender_name text not null,
  purpose_sealed text,
  facts text[] not null check (cardinality(facts) > 0),
  cycle_ids uuid[] not null,
  days integer not null check (days > 0),
  begun_at timestamptz not null,
  begun_by uuid,                                       -- another than the person: a helper
  discarded_at timestamptz,
  issued_at timestamptz,
  issued_by uuid,
  expires_at timestamptz check (expires_at > issued_at),
  key_id text,
  code_digest text,                                    -- keyed; the code itself lies nowhere
  sealed text,                                         -- the signed letter, sealed
  shown_ids uuid[],                                    -- the adults whose facts stand in it
  revoked_at timestamptz check (revoked_at >= issued_at),
  revoked_by uuid,
  forgotten_at timestamptz,
  primary key (tenant_code, id),
  unique (tenant_code, code_digest),
  foreign key (tenant_code, household_id) references people.household,
  check (issued_at is null or discarded_at is null),
  check (num_nulls(issued_at, expires_at, key_id, code_digest, shown_ids) in (0, 5)),
  check ((sealed is null) = (issued_at is null or forgotten_at is not null)),
  check ((purpose_sealed is null) = (forgotten_at is not null)),
  check (revoked_at is null or issued_at is not null)
);
create index letter_person on letters.letter (tenant_code, person_id, begun_at desc);
-- One in preparation at a time: nobody in the house is asked again and again.
create unique index letter_draft on letters.letter (tenant_code, person_id)
  where issued_at is null and discarded_at is null;
create index letter_asked on letters.letter using gin (asked_ids);
alter table letters.letter enable row level security;
create policy theirs on letters.letter for select to xiangyue_app
  using (kernel.in_scope(tenant_code) and (kernel.is_self(person_id)
    or exists (select 1 from unnest(asked_ids) a where kernel.is_self(a))));
create policy begin on letters.letter for insert to xiangyue_app
  with check (kernel.in_scope(tenant_code) and kernel.is_self(person_id));
create policy change on letters.letter for update to xiangyue_app
  using (kernel.in_scope(tenant_code) and (kernel.is_self(person_id)
    or exists (select 1 from unnest(asked_ids) a where kernel.is_self(a))))
  with check (kernel.in_scope(tenant_code));
grant select, insert, update (discarded_at, issued_at, issued_by, expires_at, key_id, code_digest, sealed,
  shown_ids, revoked_at, revoked_by) on letters.letter to xiangyue_app;

-- Yes or no of each other adult to the facts about the household; the last word before issuing counts.
create table letters.answer (
  tenant_code text not null,
  id uuid not null,
  letter_id uuid not null,
  person_id uuid not null,
  number integer not null check (number > 0),          -- first, second … word said about this letter
  agrees boolean not null,
  answered_at timestamptz not null,
  answered_by uuid,
  primary key (tenant_code, id),
  foreign key (tenant_code, letter_id) references letters.letter
);
create unique index answer_letter on letters.answer (tenant_code, letter_id, number);
alter table letters.answer enable row level security;
create policy theirs on letters.answer for select to xiangyue_app
  using (kernel.in_scope(tenant_code) and exists (select 1 from letters.letter l
    where l.tenant_code = answer.tenant_code and l.id = answer.letter_id));
create policy say on letters.answer for insert to xiangyue_app
  with check (kernel.in_scope(tenant_code) and kernel.is_self(person_id));
grant select, insert on letters.answer to xiangyue_app;

-- Who looked a letter up: when, under which name, and what they were shown.
create table letters.look (
  tenant_code text not null,
  id uuid not null,
  letter_id uuid not null,
  looked_at timestamptz not null,
  lender_name text not null,
  shown text not null check (shown in ('valid', 'expired', 'revoked')),
  primary key (tenant_code, id),
  foreign key (tenant_code, letter_id) references letters.letter
);
create index look_letter on letters.look (tenant_code, letter_id, looked_at desc);
alter table letters.look enable row level security;
create policy theirs on letters.look for select to xiangyue_app
  using (kernel.in_scope(tenant_code) and exists (select 1 from letters.letter l
    where l.tenant_code = look.tenant_code and l.id = look.letter_id));
create policy note on letters.look for insert to xiangyue_app
  with check (kernel.in_scope(tenant_code));
grant select, insert on letters.look to xiangyue_app;

-- A letter ends with the day on which somebody it is about goes off the books here: whoever has moved or
-- died cannot take it back any more.
create function letters.left_at(place text, shown uuid[]) returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select min(p.closed_on::timestamp at time zone 'Asia/Shanghai') from people.person p
  where kernel.in_scope(place) and p.tenant_code = place and p.id = any (shown)
$$;

-- What a code opens: how long the letter is good, whom to tell, and how often it was looked up lately.
create function letters.of_code(place text, digest text, since timestamptz)
returns table (letter_id uuid, expires_at timestamptz, revoked_at timestamptz, shown_ids uuid[], looks integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.id, l.expires_at, coalesce(l.revoked_at, letters.left_at(place, l.shown_ids)), l.shown_ids,
    (select count(*)::int from letters.look k where k.tenant_code = l.tenant_code
      and k.letter_id = l.id and k.looked_at >= since)
  from letters.letter l
  where kernel.in_scope(place) and l.tenant_code = place and l.code_digest = digest
    and l.forgotten_at is null
$$;

-- The letter itself, for whoever has its code and has just said who they are: only while it is valid.
create function letters.shown_by(place text, digest text, look uuid, now timestamptz)
returns table (shown text, sealed text, expires_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.state, case when s.state = 'valid' then l.sealed end, l.expires_at, e.ended_at
  from letters.letter l
  join letters.look k on k.tenant_code = l.tenant_code and k.letter_id = l.id and k.id = look
    and k.looked_at > now - interval '10 minutes'
  cross join lateral (
    select coalesce(l.revoked_at, letters.left_at(place, l.shown_ids)) as ended_at) e
  cross join lateral (select case when e.ended_at is not null then 'revoked'
    when l.expires_at <= now then 'expired' else 'valid' end as state) s
  where kernel.in_scope(place) and l.tenant_code = place and l.code_digest = digest
    and l.forgotten_at is null
$$;

-- How many, and nothing about any one of them.
create function letters.counts(place text, now timestamptz)
returns table (issued integer, valid integer, revoked integer, looks integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::int, (count(*) filter (where revoked_at is null and expires_at > now
      and letters.left_at(place, shown_ids) is null))::int,
    (count(*) filter (where revoked_at is not null))::int,
    (select count(*)::int from letters.look k where k.tenant_code = place)
  from letters.letter
  where kernel.in_scope(place) and tenant_code = place and issued_at is not null
$$;

-- With a forgotten person goes what any letter said that is about them.
create function letters.forget_letters(place text, person uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  call people.need_forgotten(place, person);
  update letters.letter l set purpose_sealed = null, sealed = null,
    forgotten_at = forget_letters.at,
    discarded_at = case when l.issued_at is null then coalesce(l.discarded_at, forget_letters.at) end
  where l.tenant_code = place and l.forgotten_at is null
    and (l.person_id = person or person = any (l.shown_ids));
end $$;

revoke execute on function letters.left_at, letters.of_code, letters.shown_by, letters.counts, letters.forget_letters
  from public;
grant execute on function letters.left_at, letters.of_code, letters.counts, letters.forget_letters to xiangyue_app;
grant execute on function letters.shown_by to xiangyue_app, xiangyue_public;
