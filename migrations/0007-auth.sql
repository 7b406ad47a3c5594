create schema auth;
grant usage on schema auth to xiangyue_app, xiangyue_public;

-- ---------------------------------------------------------------------------------------------
-- Tables of the sign-in library, read and written by it as the owner (decision 0002). The roles
-- that commands and queries run as have no grant on them; the functions below are all they may do.

-- An account for signing in. It belongs to no place and knows no name, phone or birth date.
create table auth."user" (
  id text primary key,
  name text not null default '',
  email text not null unique,                          -- the library wants one: nobody@account.invalid
  email_verified boolean not null default false,
  image text,
  username text unique,                                -- folded: lower case, half width
  phone_number text unique,                            -- always null: phones stay in people.identity
  phone_number_verified boolean,
  two_factor_enabled boolean,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table auth.session (
  id text primary key,
  token text not null unique,
  user_id text not null references auth."user" on delete cascade,
  expires_at timestamptz not null,
  ip_address text,                                     -- always empty
  user_agent text,
  method text,                                         -- phone, passbook, passkey, demonstration; null: password
  assistance_id uuid,                                  -- the person helped in this session
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index session_account on auth.session (user_id);

-- How an account is proved: the only kind here is 'credential', a password.
create table auth.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references auth."user" on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  -- Set while the password is the one an administrator handed over; it opens nothing but its own change.
  one_time_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (user_id, provider_id)
);

-- Codes and challenges that wait for an answer. Identifiers and codes are digests.
create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier on auth.verification (identifier);

create table auth.two_factor (
  id text primary key,
  secret text not null,                                -- encrypted by the library
  backup_codes text not null,                          -- encrypted by the library
  user_id text not null references auth."user" on delete cascade,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);
create index two_factor_secret on auth.two_factor (secret);
create index two_factor_user on auth.two_factor (user_id);

-- ---------------------------------------------------------------------------------------------
-- Our own, beside the library.

create table auth.passkey (
  id text primary key,                                 -- the credential's own identifier, base64url
  user_id text not null references auth."user" on delete cascade,
  public_key text not null,
  counter bigint not null,
  transports text not null,
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_user on auth.passkey (user_id);

-- The code printed on a person's own card: one open at a time, kept only as a hash.
create table auth.passbook (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  locator text not null,                               -- keyed digest of its first half, to find it
  hash text not null,                                  -- scrypt of the whole
  issued_at timestamptz not null,
  issued_by uuid,
  ended_at timestamptz check (ended_at is null or ended_at >= issued_at),
  primary key (tenant_code, id),
  foreign key (tenant_code, person_id) references people.person
);
create unique index passbook_open on auth.passbook (tenant_code, person_id) where ended_at is null;
create index passbook_locator on auth.passbook (locator) where ended_at is null;
call kernel.protect('auth.passbook');

-- Tries that are counted: what is tried, by which device, from where. Buckets are digests.
create table auth.attempt (
  bucket text primary key,
  count integer not null check (count > 0),
  window_ends_at timestamptz not null
);

-- The one-time link by which an empty installation gets its first administrator.
create table auth.first_administrator (
  token_digest text primary key,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Has a row only in a demonstration; written when the data folder is made, never later.
create table auth.demonstration (marked_at timestamptz primary key);

-- Accounts belong to no place; what they may do follows from the persons they are.
create table auth.account_person (
  account_id text not null,
  tenant_code text not null,
  person_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  primary key (account_id, tenant_code, person_id)
);
-- One person is one account at a time.
create unique index account_person_person on auth.account_person (tenant_code, person_id)
  where until is null;
alter table auth.account_person enable row level security;
create policy own on auth.account_person
  using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant select, insert, update on auth.account_person to xiangyue_app;

-- Who an account is on a day: residences, posts with their reach, and the person helped.
create function auth.actor(account text, assistance uuid, at timestamptz, on_day date) returns jsonb
language sql stable as $$
  with self as (
    select ap.tenant_code, ap.person_id
    from auth.account_person ap
    join people.person p on p.tenant_code = ap.tenant_code and p.id = ap.person_id
    where ap.account_id = account and ap.since <= at and (ap.until is null or ap.until > at)
      and p.closed_on is null
  )
  select jsonb_build_object(
    'residences', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenantCode', s.tenant_code, 'personId', s.person_id, 'householdId', m.household_id))
      from self s
      join people.membership m on m.tenant_code = s.tenant_code and m.person_id = s.person_id
        and m.since <= on_day and (m.until is null or m.until > on_day)), '[]'),
    'posts', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenantCode', h.tenant_code, 'personId', h.person_id, 'organisationId', h.organisation_id,
        'organisationKind', o.kind, 'post', h.post, 'divisionId', h.division_id,
        'reach', places.reach(h.tenant_code, on_day)) order by h.since, h.id)
      from self s
      join organisations.post_holding h on h.tenant_code = s.tenant_code and h.person_id = s.person_id
        and h.since <= on_day and (h.until is null or h.until > on_day)
      join organisations.organisation o on o.tenant_code = h.tenant_code and o.id = h.organisation_id
        and (o.dissolved_on is null or o.dissolved_on > on_day)), '[]'),
    'behalf', (
      select jsonb_build_object('tenantCode', a.tenant_code, 'personId', a.person_id,
        'householdId', m.household_id, 'assistanceId', a.id)
      from people.assistance a
      join self s on s.tenant_code = a.helper_tenant_code and s.person_id = a.helper_person_id
      left join people.membership m on m.tenant_code = a.tenant_code and m.person_id = a.person_id
        and m.since <= on_day and (m.until is null or m.until > on_day)
      where a.id = assistance and a.ended_at is null and a.expires_at > at
      limit 1))
$$;

-- ---------------------------------------------------------------------------------------------
-- What commands and queries may do to accounts. Each checks that the account is the one of a person
-- in the scope of the act, and runs as the owner.

create function auth.is_in_scope(account text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from auth.account_person ap
    where ap.account_id = account and ap.until is null and kernel.in_scope(ap.tenant_code))
$$;

create procedure auth.need_scope(account text) language plpgsql as $$
begin
  if not auth.is_in_scope(account) then
    raise exception 'account outside the scope of this act' using errcode = '42501';
  end if;
end $$;

-- All places in which the account is a person, so that nobody changes an account reaching further.
create function auth.account_places(account text) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct ap.tenant_code order by ap.tenant_code), '{}')
  from auth.account_person ap where ap.account_id = account and ap.until is null
$$;

create function auth.open_user(account text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into auth."user" (id, email, created_at, updated_at)
  values (account, lower(account) || '@account.invalid', at, at)
  on conflict do nothing
$$;

create function auth.username_taken(wanted text, account text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from auth."user" u where u.username = wanted and u.id <> account)
$$;

create function auth.set_password(
  account text, wanted text, hash text, one_time timestamptz, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  call auth.need_scope(account);
  update auth."user" set username = coalesce(wanted, username), updated_at = at where id = account;
  insert into auth.account as a
    (id, account_id, provider_id, user_id, password, one_time_until, created_at, updated_at)
  values (account || '/credential', account, 'credential', account, hash, one_time, at, at)
  on conflict (user_id, provider_id) do update
    set password = excluded.password, one_time_until = excluded.one_time_until, updated_at = at;
end $$;

create function auth.end_sessions(account text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare ended integer;
begin
  call auth.need_scope(account);
  delete from auth.session where user_id = account;
  get diagnostics ended = row_count;
  return ended;
end $$;

create function auth.remove_second_factors(account text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  call auth.need_scope(account);
  delete from auth.two_factor where user_id = account;
  delete from auth.passkey where user_id = account;
  update auth."user" set two_factor_enabled = false where id = account;
end $$;

-- Nothing opens the account any more; its name becomes free.
create function auth.shut_user(account text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  call auth.need_scope(account);
  delete from auth.session where user_id = shut_user.account;
  delete from auth.two_factor where user_id = shut_user.account;
  delete from auth.passkey where user_id = shut_user.account;
  delete from auth.account where user_id = shut_user.account;
  update auth."user" set username = null, two_factor_enabled = false where id = shut_user.account;
end $$;

create function auth.use_first_administrator(digest text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.first_administrator set used_at = at
  where token_digest = digest and used_at is null and expires_at > at;
  return found;
end $$;

-- How the accounts of these persons are proved; nothing that would open them.
create function auth.account_facts(place text, persons uuid[])
returns table (person_id uuid, account_id text, username text, has_password boolean,
  one_time_until timestamptz, has_second_factor boolean, sessions integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select ap.person_id, ap.account_id, u.username, a.id is not null, a.one_time_until,
    coalesce(u.two_factor_enabled, false) or exists (
      select 1 from auth.passkey k where k.user_id = ap.account_id),
    (select count(*)::integer from auth.session s
      where s.user_id = ap.account_id and s.expires_at > now())
  from auth.account_person ap
  left join auth."user" u on u.id = ap.account_id
  left join auth.account a on a.user_id = ap.account_id and a.provider_id = 'credential'
  where ap.tenant_code = place and ap.until is null and ap.person_id = any (persons)
    and kernel.in_scope(ap.tenant_code)
$$;

-- Whom one may pick to be. Empty everywhere but in a demonstration.
create function auth.demonstration_people(on_day date)
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
    select p.*, h.code, dense_rank() over (partition by h.tenant_code order by h.code) as nth
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
  select v.tenant_code, v.place, v.level, v.id, v.name, 'villager', null, v.code
  from villager v where v.nth <= 4
$$;

-- A card opens a villager's own page: not the account of somebody who holds an office or a password.
create function auth.is_beyond_passbook(place text, person uuid, on_day date) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with self as (
    select place as tenant_code, person as person_id
    union
    select other.tenant_code, other.person_id
    from auth.account_person mine
    join auth.account_person other on other.account_id = mine.account_id and other.until is null
    where mine.tenant_code = place and mine.person_id = person and mine.until is null
  )
  select exists (
    select 1 from self s
    join organisations.post_holding h on h.tenant_code = s.tenant_code and h.person_id = s.person_id
      and h.since <= on_day and (h.until is null or h.until > on_day)
  ) or exists (
    select 1 from auth.account_person ap
    join auth.account a on a.user_id = ap.account_id
    where ap.tenant_code = place and ap.person_id = person and ap.until is null)
$$;

revoke execute on all functions in schema auth from public;
revoke execute on all procedures in schema auth from public;
grant execute on function auth.is_in_scope, auth.account_places, auth.open_user, auth.username_taken,
  auth.set_password, auth.end_sessions, auth.remove_second_factors, auth.shut_user,
  auth.use_first_administrator, auth.account_facts, auth.is_beyond_passbook to xiangyue_app;
grant execute on function auth.demonstration_people to xiangyue_app, xiangyue_public;
