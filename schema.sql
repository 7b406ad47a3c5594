create schema appeals;
grant usage on schema appeals to xiangyue_app;
grant usage on schema appeals to xiangyue_public;

create schema attachments;
grant usage on schema attachments to xiangyue_app;
grant usage on schema attachments to xiangyue_public;

create schema audit;
grant usage on schema audit to xiangyue_app;
grant usage on schema audit to xiangyue_public;

create schema auth;
grant usage on schema auth to xiangyue_app;
grant usage on schema auth to xiangyue_public;

create schema compact;
grant usage on schema compact to xiangyue_app;
grant usage on schema compact to xiangyue_public;

create schema dividends;
grant usage on schema dividends to xiangyue_app;
grant usage on schema dividends to xiangyue_public;

create schema journal;
grant usage on schema journal to xiangyue_app;
grant usage on schema journal to xiangyue_public;

create schema kernel;
grant usage on schema kernel to xiangyue_app;
grant usage on schema kernel to xiangyue_public;

create schema letters;
grant usage on schema letters to xiangyue_app;
grant usage on schema letters to xiangyue_public;

create schema notices;
grant usage on schema notices to xiangyue_app;
grant usage on schema notices to xiangyue_public;

create schema organisations;
grant usage on schema organisations to xiangyue_app;
grant usage on schema organisations to xiangyue_public;

create schema oversight;
grant usage on schema oversight to xiangyue_app;
grant usage on schema oversight to xiangyue_public;

create schema people;
grant usage on schema people to xiangyue_app;
grant usage on schema people to xiangyue_public;

create schema places;
grant usage on schema places to xiangyue_app;
grant usage on schema places to xiangyue_public;

create schema points;
grant usage on schema points to xiangyue_app;
grant usage on schema points to xiangyue_public;

create schema settings;
grant usage on schema settings to xiangyue_app;
grant usage on schema settings to xiangyue_public;

create schema shop;
grant usage on schema shop to xiangyue_app;
grant usage on schema shop to xiangyue_public;

create schema stars;
grant usage on schema stars to xiangyue_app;
grant usage on schema stars to xiangyue_public;

create schema telling;
grant usage on schema telling to xiangyue_app;

CREATE OR REPLACE FUNCTION appeals.appellant_among(tenant text, appeal uuid, persons uuid[])
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select 1 from appeals.appellant a
    where kernel.in_scope(tenant) and a.tenant_code = tenant and a.appeal_id = appeal
      and a.person_id = any (persons))
$function$;
grant execute on routine appeals.appellant_among(text,uuid,uuid[]) to xiangyue_app;

CREATE OR REPLACE FUNCTION appeals.held_lines(place text, notice uuid)
 RETURNS TABLE(line integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select distinct a.line from appeals.appeal a
  where a.tenant_code = place and a.notice_id = notice and a.line is not null and a.state = 'open'
    and kernel.in_scope(place)
  order by a.line
$function$;
grant execute on routine appeals.held_lines(text,uuid) to xiangyue_app;
grant execute on routine appeals.held_lines(text,uuid) to xiangyue_public;

CREATE OR REPLACE FUNCTION appeals.officials_above(village text, on_day date)
 RETURNS TABLE(person_id uuid, post text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with recursive above as (
    select a.parent_code as code from places.attribute a
    where kernel.in_scope(village) and a.tenant_code = village
      and a.since <= on_day and (a.until is null or a.until > on_day)
    union
    select a.parent_code from above join places.attribute a on a.tenant_code = above.code
    where a.since <= on_day and (a.until is null or a.until > on_day)
  )
  select h.person_id, h.post
  from above join organisations.post_holding h on h.tenant_code = above.code
  where h.post in ('township_official', 'county_official')
    and h.since <= on_day and (h.until is null or h.until > on_day)
  order by h.post, h.person_id
$function$;
grant execute on routine appeals.officials_above(text,date) to xiangyue_app;

CREATE OR REPLACE FUNCTION appeals.tell_appellant(tenant text, appeal uuid, message uuid, kind text, facts jsonb, at timestamp with time zone, told uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into notices.message (tenant_code, id, person_id, kind, facts, subject, sent_at)
  select a.tenant_code, message, a.person_id, kind, facts, 'appeal:' || appeal, at
  from appeals.appellant a
  where kernel.in_scope(tenant) and a.tenant_code = tenant and a.appeal_id = appeal
    and not a.person_id = any (told)
$function$;
grant execute on routine appeals.tell_appellant(text,uuid,uuid,text,jsonb,timestamp with time zone,uuid[]) to xiangyue_app;

CREATE OR REPLACE FUNCTION audit.forget_contents(place text, person uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare destroyed integer;
begin
  call people.need_forgotten(place, person);
  with concerned as (
    select e.sequence, (e.entry::jsonb ->> 'envelope')::uuid as envelope
    from audit.entry e
    join people.person p on p.tenant_code = place and p.id = person
    where e.tenant_code = place and e.subjects @> array['person:' || person]
      and e.at <= p.forgotten_at and e.command <> 'people.forget_person'
  ), emptied as (
    update kernel.envelope v set input_digest = '', outcome = '' from concerned c
    where v.tenant_code = place and v.id = c.envelope and v.input_digest <> ''
  )
  delete from audit.content t using concerned c
  where t.tenant_code = place and t.sequence = c.sequence;
  get diagnostics destroyed = row_count;
  return destroyed;
end $function$;
grant execute on routine audit.forget_contents(text,uuid) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.account_facts(place text, persons uuid[])
 RETURNS TABLE(person_id uuid, account_id text, username text, has_password boolean, one_time_until timestamp with time zone, has_second_factor boolean, sessions integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
grant execute on routine auth.account_facts(text,uuid[]) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.account_places(account text)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct ap.tenant_code order by ap.tenant_code), '{}')
  from auth.account_person ap where ap.account_id = account and ap.until is null
$function$;
grant execute on routine auth.account_places(text) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.actor(account text, assistance uuid, at timestamp with time zone, on_day date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION auth.demonstration_people(on_day date)
 RETURNS TABLE(tenant_code text, place text, level text, person_id uuid, name text, post text, organisation_kind text, household_code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
grant execute on routine auth.demonstration_people(date) to xiangyue_app;
grant execute on routine auth.demonstration_people(date) to xiangyue_public;

CREATE OR REPLACE FUNCTION auth.end_sessions(account text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare ended integer;
begin
  call auth.need_scope(account);
  delete from auth.session where user_id = account;
  get diagnostics ended = row_count;
  return ended;
end $function$;
grant execute on routine auth.end_sessions(text) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.end_way(place text, persons uuid[], way text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if not kernel.in_scope(place) then
    raise exception 'people outside the scope of this act' using errcode = '42501';
  end if;
  with concerned as (
    select ap.account_id from auth.account_person ap
    where ap.tenant_code = place and ap.person_id = any (persons) and ap.until is null
  ), removed as (
    delete from auth.passkey k using concerned c
    where k.user_id = c.account_id and coalesce(k.added_with, way) in (way, 'passkey')
    returning k.user_id
  )
  delete from auth.session s using concerned c
  where s.user_id = c.account_id and (s.method = way
    or (s.method = 'passkey' and s.user_id in (select user_id from removed)));
end $function$;
grant execute on routine auth.end_way(text,uuid[],text) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.forget_person(place text, person uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare account text;
begin
  call people.need_forgotten(place, person);
  delete from auth.passbook b where b.tenant_code = place and b.person_id = person;
  update auth.account_person ap set until = greatest(ap.since, forget_person.at)
  where ap.tenant_code = place and ap.person_id = person and ap.until is null
  returning ap.account_id into account;
  if account is null or exists (
    select 1 from auth.account_person o where o.account_id = account and o.until is null)
  then
    return;
  end if;
  delete from auth.session s where s.user_id = account;
  delete from auth.two_factor f where f.user_id = account;
  delete from auth.passkey k where k.user_id = account;
  delete from auth.account a where a.user_id = account;
  update auth."user" u set username = null, two_factor_enabled = false where u.id = account;
end $function$;
grant execute on routine auth.forget_person(text,uuid,timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.holds_post(account text, on_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (
    select 1 from auth.account_person ap
    join organisations.post_holding h on h.tenant_code = ap.tenant_code
      and h.person_id = ap.person_id and h.since <= on_day
      and (h.until is null or h.until > on_day)
    where ap.account_id = account and ap.until is null)
$function$;

CREATE OR REPLACE FUNCTION auth.is_beyond_passbook(place text, person uuid, on_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
grant execute on routine auth.is_beyond_passbook(text,uuid,date) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.is_in_scope(account text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (
    select 1 from auth.account_person ap
    where ap.account_id = account and ap.until is null and kernel.in_scope(ap.tenant_code))
$function$;
grant execute on routine auth.is_in_scope(text) to xiangyue_app;

CREATE OR REPLACE PROCEDURE auth.need_scope(IN account text)
 LANGUAGE plpgsql
AS $procedure$
begin
  if not auth.is_in_scope(account) then
    raise exception 'account outside the scope of this act' using errcode = '42501';
  end if;
end $procedure$;

CREATE OR REPLACE FUNCTION auth.open_user(account text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  insert into auth."user" (id, email, created_at, updated_at)
  values (account, lower(account) || '@account.invalid', at, at)
  on conflict do nothing
$function$;
grant execute on routine auth.open_user(text,timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.remove_second_factors(account text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  call auth.need_scope(account);
  delete from auth.two_factor where user_id = account;
  delete from auth.passkey where user_id = account;
  update auth."user" set two_factor_enabled = false where id = account;
end $function$;
grant execute on routine auth.remove_second_factors(text) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.set_password(account text, wanted text, hash text, one_time timestamp with time zone, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  call auth.need_scope(account);
  update auth."user" set username = coalesce(wanted, username), updated_at = at where id = account;
  insert into auth.account as a
    (id, account_id, provider_id, user_id, password, one_time_until, created_at, updated_at)
  values (account || '/credential', account, 'credential', account, hash, one_time, at, at)
  on conflict (user_id, provider_id) do update
    set password = excluded.password, one_time_until = excluded.one_time_until, updated_at = at;
end $function$;
grant execute on routine auth.set_password(text,text,text,timestamp with time zone,timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.shut_user(account text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  call auth.need_scope(account);
  delete from auth.session where user_id = shut_user.account;
  delete from auth.two_factor where user_id = shut_user.account;
  delete from auth.passkey where user_id = shut_user.account;
  delete from auth.account where user_id = shut_user.account;
  update auth."user" set username = null, two_factor_enabled = false where id = shut_user.account;
end $function$;
grant execute on routine auth.shut_user(text) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.use_first_administrator(digest text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  update auth.first_administrator set used_at = at
  where token_digest = digest and used_at is null and expires_at > at;
  return found;
end $function$;
grant execute on routine auth.use_first_administrator(text,timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION auth.username_taken(wanted text, account text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (select 1 from auth."user" u where u.username = wanted and u.id <> account)
$function$;
grant execute on routine auth.username_taken(text,text) to xiangyue_app;

CREATE OR REPLACE FUNCTION compact.rules_adopted(place text, rules uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (select 1 from compact.village_rules_step s
    where s.tenant_code = place and s.rules_id = rules and s.kind = 'adopted')
$function$;
grant execute on routine compact.rules_adopted(text,uuid) to xiangyue_public;

CREATE OR REPLACE FUNCTION dividends.ended(now timestamp with time zone)
 RETURNS TABLE(tenant_code text, dividend_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select d.tenant_code, d.id from dividends.dividend d
  where kernel.has_level('system') and d.state = 'announced' and d.ends_at <= ended.now
  order by 1, 2
$function$;
grant execute on routine dividends.ended(timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION kernel.above(codes text[], on_day date)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;
grant execute on routine kernel.above(text[],date) to public;

CREATE OR REPLACE FUNCTION kernel.below(code text, on_day date)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$ select places.reach(code, on_day) $function$;
grant execute on routine kernel.below(text,date) to public;

CREATE OR REPLACE FUNCTION kernel.has_level(level text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select level = any (string_to_array(nullif(current_setting('xiangyue.levels', true), ''), ','))
$function$;
grant execute on routine kernel.has_level(text) to public;

CREATE OR REPLACE FUNCTION kernel.in_reading_scope(code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select kernel.in_scope(code)
    or code = any (string_to_array(nullif(current_setting('xiangyue.above', true), ''), ','))
$function$;
grant execute on routine kernel.in_reading_scope(text) to public;

CREATE OR REPLACE FUNCTION kernel.in_scope(code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select code ^@ any (string_to_array(nullif(current_setting('xiangyue.scope', true), ''), ','))
$function$;
grant execute on routine kernel.in_scope(text) to public;

CREATE OR REPLACE FUNCTION kernel.is_self(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select person::text = any (
    string_to_array(nullif(current_setting('xiangyue.persons', true), ''), ','))
$function$;
grant execute on routine kernel.is_self(uuid) to public;

CREATE OR REPLACE PROCEDURE kernel.protect(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy own on %s using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code))', target);
  execute format('grant select, insert, update, delete on %s to xiangyue_app', target);
end $procedure$;
grant execute on routine kernel.protect(regclass) to public;

CREATE OR REPLACE PROCEDURE kernel.protect_append_only(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy own on %s using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code))', target);
  execute format('grant select, insert on %s to xiangyue_app', target);
end $procedure$;
grant execute on routine kernel.protect_append_only(regclass) to public;

CREATE OR REPLACE PROCEDURE kernel.protect_catalogue(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy read on %s for select using (true)', target);
  execute format('create policy write on %s for insert with check (kernel.in_scope(tenant_code))', target);
  execute format('create policy change on %s for update using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code))', target);
  execute format('grant select, insert, update on %s to xiangyue_app', target);
  execute format('grant select on %s to xiangyue_public', target);
end $procedure$;
grant execute on routine kernel.protect_catalogue(regclass) to public;

CREATE OR REPLACE PROCEDURE kernel.protect_inherited(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy read on %s for select using (kernel.in_reading_scope(tenant_code))', target);
  execute format('create policy write on %s for insert with check (kernel.in_scope(tenant_code))', target);
  execute format('create policy change on %s for update using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code))', target);
  execute format('grant select, insert, update on %s to xiangyue_app', target);
end $procedure$;
grant execute on routine kernel.protect_inherited(regclass) to public;

CREATE OR REPLACE FUNCTION letters.counts(place text, now timestamp with time zone)
 RETURNS TABLE(issued integer, valid integer, revoked integer, looks integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select count(*)::int, (count(*) filter (where revoked_at is null and expires_at > now
      and letters.left_at(place, shown_ids) is null))::int,
    (count(*) filter (where revoked_at is not null))::int,
    (select count(*)::int from letters.look k where k.tenant_code = place)
  from letters.letter
  where kernel.in_scope(place) and tenant_code = place and issued_at is not null
$function$;
grant execute on routine letters.counts(text,timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION letters.forget_letters(place text, person uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  call people.need_forgotten(place, person);
  update letters.letter l set purpose_sealed = null, sealed = null,
    forgotten_at = forget_letters.at,
    discarded_at = case when l.issued_at is null then coalesce(l.discarded_at, forget_letters.at) end
  where l.tenant_code = place and l.forgotten_at is null
    and (l.person_id = person or person = any (l.shown_ids));
end $function$;
grant execute on routine letters.forget_letters(text,uuid,timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION letters.left_at(place text, shown uuid[])
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select min(p.closed_on::timestamp at time zone 'Asia/Shanghai') from people.person p
  where kernel.in_scope(place) and p.tenant_code = place and p.id = any (shown)
$function$;
grant execute on routine letters.left_at(text,uuid[]) to xiangyue_app;

CREATE OR REPLACE FUNCTION letters.of_code(place text, digest text, since timestamp with time zone)
 RETURNS TABLE(letter_id uuid, expires_at timestamp with time zone, revoked_at timestamp with time zone, shown_ids uuid[], looks integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select l.id, l.expires_at, coalesce(l.revoked_at, letters.left_at(place, l.shown_ids)), l.shown_ids,
    (select count(*)::int from letters.look k where k.tenant_code = l.tenant_code
      and k.letter_id = l.id and k.looked_at >= since)
  from letters.letter l
  where kernel.in_scope(place) and l.tenant_code = place and l.code_digest = digest
    and l.forgotten_at is null
$function$;
grant execute on routine letters.of_code(text,text,timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION letters.shown_by(place text, digest text, look uuid, now timestamp with time zone)
 RETURNS TABLE(shown text, sealed text, expires_at timestamp with time zone, revoked_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
grant execute on routine letters.shown_by(text,text,uuid,timestamp with time zone) to xiangyue_app;
grant execute on routine letters.shown_by(text,text,uuid,timestamp with time zone) to xiangyue_public;

CREATE OR REPLACE FUNCTION notices.forget_messages(place text, person uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  call people.need_forgotten(place, person);
  delete from notices.message m where m.tenant_code = place and m.person_id = person;
end $function$;
grant execute on routine notices.forget_messages(text,uuid) to xiangyue_app;

CREATE OR REPLACE FUNCTION oversight.due(on_day date)
 RETURNS TABLE(place text, cycle uuid, part text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select c.tenant_code, c.id, p.part
  from points.cycle c
  cross join unnest(array['verify', 'review', 'approve', 'pictures', 'course']) with ordinality
    as p (part, position)
  left join oversight.look l on l.tenant_code = c.tenant_code and l.cycle_id = c.id
    and l.part = p.part
  where c.starts_on <= on_day and kernel.in_scope(c.tenant_code)
    and (l.looked_on is null or l.looked_on < on_day)
    and exists (
      select from points.deed d
      join points.deed_step s on s.tenant_code = d.tenant_code and s.deed_id = d.id
      where d.tenant_code = c.tenant_code and d.cycle_id = c.id
        and (l.looked_on is null
          or s.at >= (l.looked_on::timestamp at time zone 'Asia/Shanghai')))
  order by c.tenant_code, c.starts_on, p.position
$function$;
grant execute on routine oversight.due(date) to xiangyue_app;

CREATE OR REPLACE FUNCTION oversight.public_samplings(place text)
 RETURNS TABLE(id uuid, cycle jsonb, wanted integer, commitment text, committed_at timestamp with time zone, entry bigint, drawn_at timestamp with time zone, list_hash text, list_count integer, seed text, published_at timestamp with time zone, holds integer, unconfirmed integer, wrong integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
grant execute on routine oversight.public_samplings(text) to xiangyue_app;
grant execute on routine oversight.public_samplings(text) to xiangyue_public;

CREATE OR REPLACE FUNCTION people.is_forgotten(place text, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select kernel.in_scope(place) and exists (
    select 1 from people.person p
    where p.tenant_code = place and p.id = person and p.forgotten_at is not null)
$function$;

CREATE OR REPLACE PROCEDURE people.need_forgotten(IN place text, IN person uuid)
 LANGUAGE plpgsql
AS $procedure$
begin
  if not people.is_forgotten(place, person) then
    raise exception 'nobody in the scope of this act who was forgotten' using errcode = '42501';
  end if;
end $procedure$;

CREATE OR REPLACE FUNCTION places.parent_by_number(code text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case length(places.prefix(code))
    when 12 then left(code, 9) || '000'
    when 9 then left(code, 6) || '000000'
    when 6 then left(code, 4) || '00000000'
    when 4 then left(code, 2) || '0000000000' end
$function$;
grant execute on routine places.parent_by_number(text) to public;

CREATE OR REPLACE FUNCTION places.prefix(code text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case
    when code like '__0000000000' then left(code, 2)
    when code like '____00000000' then left(code, 4)
    when code like '______000000' then left(code, 6)
    when code like '_________000' then left(code, 9)
    else code end
$function$;
grant execute on routine places.prefix(text) to public;

CREATE OR REPLACE FUNCTION places.reach(code text, on_day date)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE
AS $function$
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
end $function$;
grant execute on routine places.reach(text,date) to public;

CREATE OR REPLACE FUNCTION shop.paused(place text)
 RETURNS TABLE(since timestamp with time zone, households integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select p.since, (select count(distinct u.household_id)::int from shop.uncredited(place) u)
  from shop.pause p
  where kernel.in_scope(place) and p.tenant_code = place and p.resumed_at is null
$function$;
grant execute on routine shop.paused(text) to xiangyue_app;
grant execute on routine shop.paused(text) to xiangyue_public;

CREATE OR REPLACE FUNCTION shop.tenants_to_credit()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select t.tenant_code from (select distinct tenant_code from shop.scheme) t
  where kernel.has_level('system')
    and not exists (select 1 from shop.pause p where p.tenant_code = t.tenant_code and p.resumed_at is null)
    and exists (select 1 from shop.uncredited(t.tenant_code))
  order by 1
$function$;
grant execute on routine shop.tenants_to_credit() to xiangyue_app;

CREATE OR REPLACE FUNCTION shop.tenants_to_return(today date)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select distinct v.tenant_code from shop.voucher v
  where kernel.has_level('system') and v.state = 'issued' and v.hand_in_until < today
  order by 1
$function$;
grant execute on routine shop.tenants_to_return(date) to xiangyue_app;

CREATE OR REPLACE FUNCTION shop.uncredited(place text)
 RETURNS TABLE(score_id uuid, household_id uuid, rating_hundredths bigint, awarded_at timestamp with time zone, scheme_id uuid, redeemable_percent integer, dividend_percent integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select a.score_id, a.household_id, a.total_hundredths, a.awarded_at,
    s.id, s.redeemable_percent, s.dividend_percent
  from stars.award a
  cross join lateral (
    select s.* from shop.scheme s where s.tenant_code = a.tenant_code
      and s.effective_from <= (a.awarded_at at time zone 'Asia/Shanghai')::date
    order by s.effective_from desc limit 1) s
  where (kernel.in_scope(place) or kernel.has_level('system')) and a.tenant_code = place and not exists (
    select 1 from shop.credit c where c.tenant_code = a.tenant_code and c.score_id = a.score_id)
$function$;
grant execute on routine shop.uncredited(text) to xiangyue_app;

CREATE OR REPLACE FUNCTION stars.levels(place text, cycle uuid, on_day date)
 RETURNS TABLE(stars integer, names jsonb, unnamed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select a.stars,
    coalesce(jsonb_agg(jsonb_build_object('household', t.code, 'name', t.name)
      order by t.pinyin, t.name, t.code) filter (where t.name is not null and a.stars > 0), '[]'),
    (count(*) filter (where t.name is null or a.stars = 0))::int
  from stars.award a
  left join stars.taking_part(place, on_day) t on t.household_id = a.household_id
  where a.tenant_code = place and a.cycle_id = cycle and kernel.in_scope(place)
  group by a.stars order by a.stars desc
$function$;
grant execute on routine stars.levels(text,uuid,date) to xiangyue_app;
grant execute on routine stars.levels(text,uuid,date) to xiangyue_public;

CREATE OR REPLACE FUNCTION stars.plate_shown(place text, plate text, on_day date)
 RETURNS TABLE(household text, hung_at timestamp with time zone, cycles jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
grant execute on routine stars.plate_shown(text,text,date) to xiangyue_app;
grant execute on routine stars.plate_shown(text,text,date) to xiangyue_public;

CREATE OR REPLACE FUNCTION stars.taking_part(place text, on_day date)
 RETURNS TABLE(household_id uuid, code text, name text, pinyin text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION stars.village_states(on_day date)
 RETURNS TABLE(tenant_code text, cycle jsonb, waiting integer, overdue integer, open_appeals integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;
grant execute on routine stars.village_states(date) to xiangyue_app;

CREATE OR REPLACE FUNCTION telling.forget_preferences(place text, person uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  call people.need_forgotten(place, person);
  delete from telling.preference p where p.tenant_code = place and p.person_id = person;
end $function$;
grant execute on routine telling.forget_preferences(text,uuid) to xiangyue_app;

CREATE OR REPLACE FUNCTION telling.on_paper(place text)
 RETURNS TABLE(delivery_id uuid, person_id uuid, channel text, needs_answer boolean, planned_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select d.id, d.person_id, d.channel, d.needs_answer, d.planned_at
  from telling.delivery d
  join notices.message m on m.tenant_code = d.tenant_code and m.id = d.message_id
  join people.person p on p.tenant_code = d.tenant_code and p.id = d.person_id
  where kernel.in_scope(place) and d.tenant_code = place and d.settled_at is null
    and d.channel in ('slip', 'visit') and m.read_at is null and p.closed_on is null
$function$;
grant execute on routine telling.on_paper(text) to xiangyue_app;

CREATE OR REPLACE FUNCTION telling.slip_words(place text, persons uuid[])
 RETURNS TABLE(delivery_id uuid, person_id uuid, kind text, facts jsonb, sent_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select p.delivery_id, p.person_id,
    case when open.kind then m.kind else 'private' end,
    case when open.kind then m.facts
      else jsonb_strip_nulls(jsonb_build_object('until', m.facts -> 'until')) end,
    m.sent_at
  from telling.on_paper(place) p
  join telling.delivery d on d.tenant_code = place and d.id = p.delivery_id
  join notices.message m on m.tenant_code = place and m.id = d.message_id
  cross join lateral (select m.kind in
    ('deed_approved', 'deed_praised', 'score_announced', 'score_final', 'rules_consultation') as kind) open
  where p.person_id = any (persons)
  order by m.sent_at, p.delivery_id
$function$;
grant execute on routine telling.slip_words(text,uuid[]) to xiangyue_app;

CREATE OR REPLACE FUNCTION telling.tenants_due(before timestamp with time zone)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select h.tenant_code from audit.head h
  left join telling.course c on c.tenant_code = h.tenant_code
  where kernel.has_level('system') and exists (
    select 1 from notices.message m where m.tenant_code = h.tenant_code
      and m.sent_at >= coalesce(c.planned_before, '-infinity') and m.sent_at < before)
  order by 1
$function$;
grant execute on routine telling.tenants_due(timestamp with time zone) to xiangyue_app;

CREATE OR REPLACE FUNCTION telling.told_between(place text, since timestamp with time zone, before timestamp with time zone)
 RETURNS TABLE(message_id uuid, person_id uuid, needs_answer boolean, signs_in boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select m.id, m.person_id, coalesce(m.facts ->> 'needs', '') = 'true',
    exists (select 1 from auth.account_person a where a.tenant_code = m.tenant_code
      and a.person_id = m.person_id and a.until is null)
  from notices.message m
  join people.person p on p.tenant_code = m.tenant_code and p.id = m.person_id
  where kernel.has_level('system') and kernel.in_scope(place) and m.tenant_code = place
    and m.sent_at >= since and m.sent_at < before and p.closed_on is null
$function$;
grant execute on routine telling.told_between(text,timestamp with time zone,timestamp with time zone) to xiangyue_app;

create table appeals.appeal (
  tenant_code text not null,
  id uuid not null,
  number text not null,
  subject_kind text not null,
  subject_id uuid not null,
  title jsonb not null,
  household_id uuid,
  notice_id uuid,
  line integer,
  grounds text not null,
  deciders uuid[] not null,
  filed_at timestamp with time zone not null,
  answer_due_on date not null,
  due_provisional boolean not null,
  state text not null,
  decided_at timestamp with time zone,
  decided_by uuid,
  decided_post text,
  answer text,
  remedy jsonb,
  change jsonb,
  constraint appeal_pkey PRIMARY KEY (tenant_code, id),
  constraint appeal_tenant_code_number_key UNIQUE (tenant_code, number),
  constraint appeal_check CHECK (((state = ANY (ARRAY['upheld'::text, 'dismissed'::text])) = (decided_by IS NOT NULL))),
  constraint appeal_check1 CHECK (((state = ANY (ARRAY['upheld'::text, 'dismissed'::text])) = (answer IS NOT NULL))),
  constraint appeal_check2 CHECK (((state = 'upheld'::text) = (change IS NOT NULL))),
  constraint appeal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'dismissed'::text, 'withdrawn'::text]))),
  constraint appeal_tenant_code_notice_id_fkey FOREIGN KEY (tenant_code, notice_id) REFERENCES notices.notice(tenant_code, id),
  constraint appeal_tenant_code_notice_id_line_fkey FOREIGN KEY (tenant_code, notice_id, line) REFERENCES notices.line(tenant_code, notice_id, line)
);
CREATE INDEX appeal_household ON appeals.appeal USING btree (tenant_code, household_id);
CREATE INDEX appeal_open ON appeals.appeal USING btree (tenant_code) WHERE (state = 'open'::text);
CREATE INDEX appeal_provisional ON appeals.appeal USING btree (tenant_code) WHERE (due_provisional AND (state = 'open'::text));
CREATE INDEX appeal_subject ON appeals.appeal USING btree (tenant_code, subject_kind, subject_id);
alter table appeals.appeal enable row level security;
create policy answer on appeals.appeal for update using ((kernel.in_scope(tenant_code) AND (state = 'open'::text))) with check (kernel.in_scope(tenant_code));
create policy file on appeals.appeal for insert with check ((kernel.in_scope(tenant_code) AND (state = 'open'::text)));
create policy read on appeals.appeal for select using (kernel.in_scope(tenant_code));
grant insert, select on table appeals.appeal to xiangyue_app;
grant update (answer_due_on, due_provisional, state, decided_at, decided_by, decided_post, answer, remedy, change) on table appeals.appeal to xiangyue_app;

create table appeals.appellant (
  tenant_code text not null,
  appeal_id uuid not null,
  person_id uuid not null,
  constraint appellant_pkey PRIMARY KEY (tenant_code, appeal_id),
  constraint appellant_tenant_code_appeal_id_fkey FOREIGN KEY (tenant_code, appeal_id) REFERENCES appeals.appeal(tenant_code, id)
);
CREATE INDEX appellant_person ON appeals.appellant USING btree (tenant_code, person_id);
alter table appeals.appellant enable row level security;
create policy file on appeals.appellant for insert to xiangyue_app with check ((kernel.in_scope(tenant_code) AND kernel.is_self(person_id)));
create policy own on appeals.appellant for select to xiangyue_app using ((kernel.in_scope(tenant_code) AND (kernel.is_self(person_id) OR kernel.has_level('county'::text))));
grant insert, select on table appeals.appellant to xiangyue_app;

create table appeals.reviewer (
  tenant_code text not null,
  appeal_id uuid not null,
  person_id uuid not null,
  post text not null,
  drawn_at timestamp with time zone not null,
  excused_at timestamp with time zone,
  excused_reason text,
  constraint reviewer_pkey PRIMARY KEY (tenant_code, appeal_id, person_id),
  constraint reviewer_check CHECK (((excused_at IS NULL) = (excused_reason IS NULL))),
  constraint reviewer_tenant_code_appeal_id_fkey FOREIGN KEY (tenant_code, appeal_id) REFERENCES appeals.appeal(tenant_code, id)
);
CREATE INDEX reviewer_person ON appeals.reviewer USING btree (person_id, tenant_code) WHERE (excused_at IS NULL);
alter table appeals.reviewer enable row level security;
create policy own on appeals.reviewer using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table appeals.reviewer to xiangyue_app;

create table appeals.step (
  tenant_code text not null,
  id uuid not null,
  appeal_id uuid not null,
  "position" integer not null,
  kind text not null,
  at timestamp with time zone not null,
  by_person_id uuid,
  by_post text,
  note text,
  constraint step_pkey PRIMARY KEY (tenant_code, id),
  constraint step_kind_check CHECK ((kind = ANY (ARRAY['filed'::text, 'drawn'::text, 'nobody_free'::text, 'excused'::text, 'upheld'::text, 'dismissed'::text, 'withdrawn'::text]))),
  constraint step_tenant_code_appeal_id_fkey FOREIGN KEY (tenant_code, appeal_id) REFERENCES appeals.appeal(tenant_code, id)
);
CREATE UNIQUE INDEX step_position ON appeals.step USING btree (tenant_code, appeal_id, "position");
alter table appeals.step enable row level security;
create policy own on appeals.step using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table appeals.step to xiangyue_app;

create table attachments.attachment (
  tenant_code text not null,
  id uuid not null,
  sha256 text not null,
  thumbnail_sha256 text,
  media_type text not null,
  bytes integer not null,
  width integer,
  height integer,
  duration_ms integer,
  uploaded_by uuid,
  uploaded_at timestamp with time zone not null,
  constraint attachment_pkey PRIMARY KEY (tenant_code, id),
  constraint attachment_bytes_check CHECK ((bytes > 0)),
  constraint attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
alter table attachments.attachment enable row level security;
create policy own on attachments.attachment using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table attachments.attachment to xiangyue_app;

create table attachments.picture (
  tenant_code text not null,
  attachment_id uuid not null,
  hash text,
  constraint picture_pkey PRIMARY KEY (tenant_code, attachment_id),
  constraint picture_hash_check CHECK ((hash ~ '^[0-9a-f]{32}$'::text)),
  constraint picture_tenant_code_attachment_id_fkey FOREIGN KEY (tenant_code, attachment_id) REFERENCES attachments.attachment(tenant_code, id)
);
alter table attachments.picture enable row level security;
create policy own on attachments.picture using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table attachments.picture to xiangyue_app;

create table attachments.shown_to (
  tenant_code text not null,
  attachment_id uuid not null,
  household_id uuid not null,
  constraint shown_to_pkey PRIMARY KEY (tenant_code, attachment_id, household_id),
  constraint shown_to_tenant_code_attachment_id_fkey FOREIGN KEY (tenant_code, attachment_id) REFERENCES attachments.attachment(tenant_code, id),
  constraint shown_to_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id)
);
alter table attachments.shown_to enable row level security;
create policy own on attachments.shown_to using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table attachments.shown_to to xiangyue_app;

create table audit.content (
  tenant_code text not null,
  sequence bigint not null,
  salt text not null,
  sealed text not null,
  constraint content_pkey PRIMARY KEY (tenant_code, sequence),
  constraint content_tenant_code_sequence_fkey FOREIGN KEY (tenant_code, sequence) REFERENCES audit.entry(tenant_code, sequence)
);
alter table audit.content enable row level security;
create policy own on audit.content using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table audit.content to xiangyue_app;

create table audit.entry (
  tenant_code text not null,
  sequence bigint not null,
  entry text not null,
  leaf_hash text not null,
  command text not null,
  at timestamp with time zone not null,
  subjects text[] not null,
  constraint entry_pkey PRIMARY KEY (tenant_code, sequence),
  constraint entry_sequence_check CHECK ((sequence >= 0))
);
CREATE INDEX entry_subject ON audit.entry USING gin (subjects);
alter table audit.entry enable row level security;
create policy own on audit.entry using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table audit.entry to xiangyue_app;

create table audit.head (
  tenant_code text not null,
  size bigint default 0 not null,
  frontier text default ''::text not null,
  last_at timestamp with time zone,
  constraint head_pkey PRIMARY KEY (tenant_code),
  constraint head_size_check CHECK ((size >= 0)),
  constraint head_tenant_code_check CHECK ((tenant_code ~ '^[0-9]{12}$'::text))
);
alter table audit.head enable row level security;
create policy own on audit.head using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table audit.head to xiangyue_app;
grant update (size, frontier, last_at) on table audit.head to xiangyue_app;

create table audit.look (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  looked_at timestamp with time zone not null,
  by_person_id uuid,
  by_post text not null,
  by_organisation_id uuid,
  query text not null,
  purpose text not null,
  constraint look_pkey PRIMARY KEY (tenant_code, id)
);
CREATE INDEX look_person ON audit.look USING btree (tenant_code, person_id, looked_at DESC);
alter table audit.look enable row level security;
create policy own on audit.look using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table audit.look to xiangyue_app;

create table auth.account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  one_time_until timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_user_id_provider_id_key UNIQUE (user_id, provider_id),
  constraint account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);

create table auth.account_person (
  account_id text not null,
  tenant_code text not null,
  person_id uuid not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  constraint account_person_pkey PRIMARY KEY (account_id, tenant_code, person_id)
);
CREATE UNIQUE INDEX account_person_person ON auth.account_person USING btree (tenant_code, person_id) WHERE (until IS NULL);
alter table auth.account_person enable row level security;
create policy own on auth.account_person using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table auth.account_person to xiangyue_app;

create table auth.attempt (
  bucket text not null,
  count integer not null,
  window_ends_at timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (bucket),
  constraint attempt_count_check CHECK ((count > 0))
);

create table auth.demonstration (
  marked_at timestamp with time zone not null,
  constraint demonstration_pkey PRIMARY KEY (marked_at)
);

create table auth.first_administrator (
  token_digest text not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint first_administrator_pkey PRIMARY KEY (token_digest)
);

create table auth.passbook (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  locator text not null,
  hash text not null,
  issued_at timestamp with time zone not null,
  issued_by uuid,
  ended_at timestamp with time zone,
  constraint passbook_pkey PRIMARY KEY (tenant_code, id),
  constraint passbook_check CHECK (((ended_at IS NULL) OR (ended_at >= issued_at))),
  constraint passbook_tenant_code_person_id_fkey FOREIGN KEY (tenant_code, person_id) REFERENCES people.person(tenant_code, id)
);
CREATE INDEX passbook_locator ON auth.passbook USING btree (locator) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX passbook_open ON auth.passbook USING btree (tenant_code, person_id) WHERE (ended_at IS NULL);
alter table auth.passbook enable row level security;
create policy own on auth.passbook using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table auth.passbook to xiangyue_app;

create table auth.passkey (
  id text not null,
  user_id text not null,
  public_key text not null,
  counter bigint not null,
  transports text not null,
  label text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  added_with text,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX passkey_user ON auth.passkey USING btree (user_id);

create table auth.session (
  id text not null,
  token text not null,
  user_id text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  method text,
  assistance_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX session_account ON auth.session USING btree (user_id);

create table auth.two_factor (
  id text not null,
  secret text not null,
  backup_codes text not null,
  user_id text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamp with time zone,
  constraint two_factor_pkey PRIMARY KEY (id),
  constraint two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX two_factor_secret ON auth.two_factor USING btree (secret);
CREATE INDEX two_factor_user ON auth.two_factor USING btree (user_id);

create table auth."user" (
  id text not null,
  name text default ''::text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  username text,
  phone_number text,
  phone_number_verified boolean,
  two_factor_enabled boolean,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email),
  constraint user_phone_number_key UNIQUE (phone_number),
  constraint user_username_key UNIQUE (username)
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier ON auth.verification USING btree (identifier);

create table compact.rule_book (
  tenant_code text not null,
  id uuid not null,
  template_key text,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint rule_book_pkey PRIMARY KEY (tenant_code, id)
);
alter table compact.rule_book enable row level security;
create policy own on compact.rule_book using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table compact.rule_book to xiangyue_app;

create table compact.version (
  tenant_code text not null,
  id uuid not null,
  rule_book_id uuid not null,
  number integer not null,
  content jsonb not null,
  content_hash text not null,
  drafted_at timestamp with time zone not null,
  drafted_by uuid,
  resolution jsonb,
  adopted_at timestamp with time zone,
  adopted_by uuid,
  effective_from date,
  discarded_at timestamp with time zone,
  discarded_by uuid,
  constraint version_pkey PRIMARY KEY (tenant_code, id),
  constraint version_check CHECK (((adopted_at IS NULL) = (resolution IS NULL))),
  constraint version_check1 CHECK (((adopted_at IS NULL) = (effective_from IS NULL))),
  constraint version_check2 CHECK (((discarded_at IS NULL) OR (adopted_at IS NULL))),
  constraint version_number_check CHECK ((number > 0)),
  constraint version_tenant_code_rule_book_id_fkey FOREIGN KEY (tenant_code, rule_book_id) REFERENCES compact.rule_book(tenant_code, id)
);
CREATE UNIQUE INDEX version_number ON compact.version USING btree (tenant_code, rule_book_id, number) WHERE (discarded_at IS NULL);
alter table compact.version enable row level security;
create policy adopted on compact.version for select to xiangyue_public using ((kernel.in_scope(tenant_code) AND (adopted_at IS NOT NULL)));
create policy change on compact.version for update to xiangyue_app using ((kernel.in_scope(tenant_code) AND (adopted_at IS NULL) AND (discarded_at IS NULL))) with check ((kernel.in_scope(tenant_code) AND ((adopted_at IS NULL) OR (effective_from >= ((adopted_at AT TIME ZONE 'Asia/Shanghai'::text))::date))));
create policy draft on compact.version for insert to xiangyue_app with check ((kernel.in_scope(tenant_code) AND (adopted_at IS NULL)));
create policy read on compact.version for select to xiangyue_app using (kernel.in_scope(tenant_code));
grant insert, select, update on table compact.version to xiangyue_app;
grant select on table compact.version to xiangyue_public;

create table compact.version_reason (
  tenant_code text not null,
  id uuid not null,
  version_id uuid not null,
  part text not null,
  code text not null,
  excerpt text not null,
  reason text not null,
  given_at timestamp with time zone not null,
  given_by uuid,
  constraint version_reason_pkey PRIMARY KEY (tenant_code, id),
  constraint version_reason_tenant_code_version_id_fkey FOREIGN KEY (tenant_code, version_id) REFERENCES compact.version(tenant_code, id)
);
CREATE INDEX version_reason_version ON compact.version_reason USING btree (tenant_code, version_id);
alter table compact.version_reason enable row level security;
create policy adopted on compact.version_reason for select to xiangyue_public using ((kernel.in_scope(tenant_code) AND (EXISTS ( SELECT 1
   FROM compact.version v
  WHERE ((v.tenant_code = version_reason.tenant_code) AND (v.id = version_reason.version_id) AND (v.adopted_at IS NOT NULL))))));
create policy own on compact.version_reason to xiangyue_app using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table compact.version_reason to xiangyue_app;
grant select (tenant_code, id, version_id, part, code, excerpt, reason, given_at) on table compact.version_reason to xiangyue_public;

create table compact.village_rules (
  tenant_code text not null,
  id uuid not null,
  number integer not null,
  begun_at timestamp with time zone not null,
  begun_by uuid,
  constraint village_rules_pkey PRIMARY KEY (tenant_code, id),
  constraint village_rules_tenant_code_number_key UNIQUE (tenant_code, number),
  constraint village_rules_number_check CHECK ((number > 0))
);
alter table compact.village_rules enable row level security;
create policy adopted on compact.village_rules for select to xiangyue_public using ((kernel.in_scope(tenant_code) AND compact.rules_adopted(tenant_code, id)));
create policy own on compact.village_rules to xiangyue_app using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table compact.village_rules to xiangyue_app;
grant select on table compact.village_rules to xiangyue_public;

create table compact.village_rules_answer (
  tenant_code text not null,
  comment_id uuid not null,
  taken_up boolean not null,
  reason text not null,
  answered_at timestamp with time zone not null,
  answered_by uuid,
  constraint village_rules_answer_pkey PRIMARY KEY (tenant_code, comment_id),
  constraint village_rules_answer_tenant_code_comment_id_fkey FOREIGN KEY (tenant_code, comment_id) REFERENCES compact.village_rules_comment(tenant_code, id)
);
alter table compact.village_rules_answer enable row level security;
create policy own on compact.village_rules_answer using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table compact.village_rules_answer to xiangyue_app;

create table compact.village_rules_comment (
  tenant_code text not null,
  id uuid not null,
  step_id uuid not null,
  clause integer not null,
  body text not null,
  proposed text,
  said_at timestamp with time zone not null,
  said_by uuid not null,
  constraint village_rules_comment_pkey PRIMARY KEY (tenant_code, id),
  constraint village_rules_comment_clause_check CHECK ((clause >= 0)),
  constraint village_rules_comment_tenant_code_step_id_fkey FOREIGN KEY (tenant_code, step_id) REFERENCES compact.village_rules_step(tenant_code, id)
);
alter table compact.village_rules_comment enable row level security;
create policy own on compact.village_rules_comment using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table compact.village_rules_comment to xiangyue_app;

create table compact.village_rules_step (
  tenant_code text not null,
  id uuid not null,
  rules_id uuid not null,
  "position" integer not null,
  kind text not null,
  text_id uuid not null,
  details jsonb not null,
  taken_at timestamp with time zone not null,
  taken_by uuid,
  constraint village_rules_step_pkey PRIMARY KEY (tenant_code, id),
  constraint village_rules_step_tenant_code_rules_id_position_key UNIQUE (tenant_code, rules_id, "position"),
  constraint village_rules_step_kind_check CHECK ((kind = ANY (ARRAY['consultation'::text, 'review_asked'::text, 'passed'::text, 'returned'::text, 'adopted'::text, 'filed'::text]))),
  constraint village_rules_step_position_check CHECK (("position" > 0)),
  constraint village_rules_step_tenant_code_rules_id_fkey FOREIGN KEY (tenant_code, rules_id) REFERENCES compact.village_rules(tenant_code, id),
  constraint village_rules_step_tenant_code_text_id_fkey FOREIGN KEY (tenant_code, text_id) REFERENCES compact.village_rules_text(tenant_code, id)
);
alter table compact.village_rules_step enable row level security;
create policy adopted on compact.village_rules_step for select to xiangyue_public using ((kernel.in_scope(tenant_code) AND compact.rules_adopted(tenant_code, rules_id)));
create policy own on compact.village_rules_step to xiangyue_app using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table compact.village_rules_step to xiangyue_app;
grant select on table compact.village_rules_step to xiangyue_public;

create table compact.village_rules_text (
  tenant_code text not null,
  id uuid not null,
  rules_id uuid not null,
  revision integer not null,
  content jsonb not null,
  content_hash text not null,
  written_at timestamp with time zone not null,
  written_by uuid,
  constraint village_rules_text_pkey PRIMARY KEY (tenant_code, id),
  constraint village_rules_text_tenant_code_rules_id_revision_key UNIQUE (tenant_code, rules_id, revision),
  constraint village_rules_text_revision_check CHECK ((revision > 0)),
  constraint village_rules_text_tenant_code_rules_id_fkey FOREIGN KEY (tenant_code, rules_id) REFERENCES compact.village_rules(tenant_code, id)
);
alter table compact.village_rules_text enable row level security;
create policy adopted on compact.village_rules_text for select to xiangyue_public using ((kernel.in_scope(tenant_code) AND compact.rules_adopted(tenant_code, rules_id)));
create policy own on compact.village_rules_text to xiangyue_app using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table compact.village_rules_text to xiangyue_app;
grant select on table compact.village_rules_text to xiangyue_public;

create table dividends.bank_file (
  tenant_code text not null,
  id uuid not null,
  dividend_id uuid not null,
  number integer not null,
  reason text not null,
  taken_at timestamp with time zone not null,
  taken_by uuid,
  taken_in uuid not null,
  constraint bank_file_pkey PRIMARY KEY (tenant_code, id),
  constraint bank_file_tenant_code_dividend_id_number_key UNIQUE (tenant_code, dividend_id, number),
  constraint bank_file_number_check CHECK ((number > 0)),
  constraint bank_file_tenant_code_dividend_id_fkey FOREIGN KEY (tenant_code, dividend_id) REFERENCES dividends.dividend(tenant_code, id)
);
alter table dividends.bank_file enable row level security;
create policy own on dividends.bank_file using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table dividends.bank_file to xiangyue_app;

create table dividends.dividend (
  tenant_code text not null,
  id uuid not null,
  year integer not null,
  share_fen bigint not null,
  share_source text not null,
  share_by uuid not null,
  share_post text not null,
  cap_percent integer not null,
  pool_fen bigint not null,
  money_source text not null,
  money_note text not null,
  planned_at timestamp with time zone not null,
  planned_by uuid,
  planned_in uuid not null,
  state text not null,
  resolution jsonb,
  notice_id uuid,
  announced_at timestamp with time zone,
  announced_by uuid,
  announced_in uuid,
  ends_at timestamp with time zone,
  final_at timestamp with time zone,
  final_in uuid,
  constraint dividend_pkey PRIMARY KEY (tenant_code, id),
  constraint dividend_cap_percent_check CHECK (((cap_percent >= 0) AND (cap_percent <= 100))),
  constraint dividend_check CHECK ((ends_at > announced_at)),
  constraint dividend_check1 CHECK ((final_at >= ends_at)),
  constraint dividend_check2 CHECK (((pool_fen * 100) <= (share_fen * cap_percent))),
  constraint dividend_check3 CHECK (((state = ANY (ARRAY['announced'::text, 'final'::text])) = ((resolution IS NOT NULL) AND (notice_id IS NOT NULL) AND (announced_at IS NOT NULL) AND (announced_in IS NOT NULL) AND (ends_at IS NOT NULL)))),
  constraint dividend_check4 CHECK (((state = 'final'::text) = ((final_at IS NOT NULL) AND (final_in IS NOT NULL)))),
  constraint dividend_money_source_check CHECK ((money_source = ANY (ARRAY['collective_income'::text, 'township_grant'::text, 'donation'::text, 'other'::text]))),
  constraint dividend_pool_fen_check CHECK ((pool_fen > 0)),
  constraint dividend_share_fen_check CHECK ((share_fen > 0)),
  constraint dividend_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'replaced'::text, 'announced'::text, 'final'::text]))),
  constraint dividend_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);
CREATE INDEX dividend_ending ON dividends.dividend USING btree (ends_at) WHERE (state = 'announced'::text);
CREATE UNIQUE INDEX dividend_year ON dividends.dividend USING btree (tenant_code, year) WHERE (state <> 'replaced'::text);
alter table dividends.dividend enable row level security;
create policy own on dividends.dividend using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table dividends.dividend to xiangyue_app;
grant update (state, resolution, notice_id, announced_at, announced_by, announced_in, ends_at, final_at, final_in) on table dividends.dividend to xiangyue_app;

create table dividends.line (
  tenant_code text not null,
  id uuid not null,
  dividend_id uuid not null,
  household_id uuid not null,
  number integer not null,
  revision integer not null,
  points_hundredths bigint not null,
  amount_fen bigint not null,
  replaces_id uuid,
  notice_id uuid not null,
  notice_line integer not null,
  computed_at timestamp with time zone not null,
  computed_in uuid not null,
  state text not null,
  constraint line_pkey PRIMARY KEY (tenant_code, id),
  constraint line_tenant_code_dividend_id_household_id_revision_key UNIQUE (tenant_code, dividend_id, household_id, revision),
  constraint line_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint line_check CHECK (((revision = 1) = (replaces_id IS NULL))),
  constraint line_notice_line_check CHECK ((notice_line > 0)),
  constraint line_number_check CHECK ((number > 0)),
  constraint line_points_hundredths_check CHECK ((points_hundredths >= 0)),
  constraint line_revision_check CHECK ((revision > 0)),
  constraint line_state_check CHECK ((state = ANY (ARRAY['announced'::text, 'replaced'::text, 'final'::text]))),
  constraint line_tenant_code_dividend_id_fkey FOREIGN KEY (tenant_code, dividend_id) REFERENCES dividends.dividend(tenant_code, id),
  constraint line_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id),
  constraint line_tenant_code_replaces_id_fkey FOREIGN KEY (tenant_code, replaces_id) REFERENCES dividends.line(tenant_code, id)
);
CREATE INDEX line_household ON dividends.line USING btree (tenant_code, household_id);
CREATE UNIQUE INDEX line_number ON dividends.line USING btree (tenant_code, dividend_id, number) WHERE (state <> 'replaced'::text);
CREATE UNIQUE INDEX line_standing ON dividends.line USING btree (tenant_code, dividend_id, household_id) WHERE (state <> 'replaced'::text);
alter table dividends.line enable row level security;
create policy own on dividends.line using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table dividends.line to xiangyue_app;
grant update (state) on table dividends.line to xiangyue_app;

create table dividends.payee (
  tenant_code text not null,
  id uuid not null,
  household_id uuid not null,
  bank text not null,
  holder_sealed text not null,
  number_sealed text not null,
  number_tail text not null,
  word text,
  entered_at timestamp with time zone not null,
  entered_by uuid,
  entered_in uuid not null,
  ended_at timestamp with time zone,
  constraint payee_pkey PRIMARY KEY (tenant_code, id),
  constraint payee_check CHECK ((ended_at >= entered_at)),
  constraint payee_number_tail_check CHECK ((length(number_tail) = 4)),
  constraint payee_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id)
);
CREATE UNIQUE INDEX payee_open ON dividends.payee USING btree (tenant_code, household_id) WHERE (ended_at IS NULL);
alter table dividends.payee enable row level security;
create policy own on dividends.payee using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table dividends.payee to xiangyue_app;
grant update (ended_at) on table dividends.payee to xiangyue_app;

create table dividends.payment_step (
  tenant_code text not null,
  id uuid not null,
  line_id uuid not null,
  "position" integer not null,
  kind text not null,
  file_id uuid,
  payee_id uuid,
  note text,
  transfer_id uuid,
  taken_at timestamp with time zone not null,
  taken_by uuid,
  taken_in uuid not null,
  constraint payment_step_pkey PRIMARY KEY (tenant_code, id),
  constraint payment_step_tenant_code_line_id_position_key UNIQUE (tenant_code, line_id, "position"),
  constraint payment_step_check CHECK (((kind = 'sent'::text) = ((file_id IS NOT NULL) AND (payee_id IS NOT NULL)))),
  constraint payment_step_check1 CHECK (((kind <> ALL (ARRAY['returned'::text, 'cash'::text])) OR (note IS NOT NULL))),
  constraint payment_step_check2 CHECK (((kind <> ALL (ARRAY['paid'::text, 'cash'::text])) OR (transfer_id IS NOT NULL))),
  constraint payment_step_kind_check CHECK ((kind = ANY (ARRAY['sent'::text, 'paid'::text, 'returned'::text, 'cash'::text]))),
  constraint payment_step_position_check CHECK (("position" > 0)),
  constraint payment_step_tenant_code_file_id_fkey FOREIGN KEY (tenant_code, file_id) REFERENCES dividends.bank_file(tenant_code, id),
  constraint payment_step_tenant_code_line_id_fkey FOREIGN KEY (tenant_code, line_id) REFERENCES dividends.line(tenant_code, id),
  constraint payment_step_tenant_code_payee_id_fkey FOREIGN KEY (tenant_code, payee_id) REFERENCES dividends.payee(tenant_code, id)
);
alter table dividends.payment_step enable row level security;
create policy own on dividends.payment_step using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table dividends.payment_step to xiangyue_app;

create table journal.account (
  tenant_code text not null,
  id uuid not null,
  kind text not null,
  owner_id uuid,
  commodity text not null,
  debits_pending bigint default 0 not null,
  debits_posted bigint default 0 not null,
  credits_pending bigint default 0 not null,
  credits_posted bigint default 0 not null,
  must_be_covered boolean not null,
  constraint account_pkey PRIMARY KEY (tenant_code, id),
  constraint account_check CHECK (((NOT must_be_covered) OR ((debits_pending + debits_posted) <= credits_posted))),
  constraint account_commodity_check CHECK ((commodity = ANY (ARRAY['POINT'::text, 'CNY'::text]))),
  constraint account_credits_pending_check CHECK ((credits_pending >= 0)),
  constraint account_credits_posted_check CHECK ((credits_posted >= 0)),
  constraint account_debits_pending_check CHECK ((debits_pending >= 0)),
  constraint account_debits_posted_check CHECK ((debits_posted >= 0))
);
CREATE UNIQUE INDEX account_owner ON journal.account USING btree (tenant_code, kind, owner_id, commodity) NULLS NOT DISTINCT;
alter table journal.account enable row level security;
create policy own on journal.account using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table journal.account to xiangyue_app;

create table journal.transfer (
  tenant_code text not null,
  id uuid not null,
  kind text not null,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount bigint not null,
  commodity text not null,
  refers_to uuid,
  envelope_id uuid not null,
  at timestamp with time zone not null,
  subject text not null,
  clause text not null,
  constraint transfer_pkey PRIMARY KEY (tenant_code, id),
  constraint transfer_amount_check CHECK ((amount > 0)),
  constraint transfer_check CHECK ((debit_account_id <> credit_account_id)),
  constraint transfer_check1 CHECK (((refers_to IS NULL) = (kind = ANY (ARRAY['posted'::text, 'pending'::text])))),
  constraint transfer_commodity_check CHECK ((commodity = ANY (ARRAY['POINT'::text, 'CNY'::text]))),
  constraint transfer_kind_check CHECK ((kind = ANY (ARRAY['posted'::text, 'pending'::text, 'post_pending'::text, 'void_pending'::text, 'reversal'::text]))),
  constraint transfer_tenant_code_credit_account_id_fkey FOREIGN KEY (tenant_code, credit_account_id) REFERENCES journal.account(tenant_code, id),
  constraint transfer_tenant_code_debit_account_id_fkey FOREIGN KEY (tenant_code, debit_account_id) REFERENCES journal.account(tenant_code, id),
  constraint transfer_tenant_code_refers_to_fkey FOREIGN KEY (tenant_code, refers_to) REFERENCES journal.transfer(tenant_code, id)
);
CREATE INDEX transfer_credit ON journal.transfer USING btree (tenant_code, credit_account_id, at);
CREATE INDEX transfer_debit ON journal.transfer USING btree (tenant_code, debit_account_id, at);
CREATE UNIQUE INDEX transfer_once ON journal.transfer USING btree (tenant_code, refers_to) WHERE (refers_to IS NOT NULL);
CREATE INDEX transfer_subject ON journal.transfer USING btree (tenant_code, subject);
alter table journal.transfer enable row level security;
create policy own on journal.transfer using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table journal.transfer to xiangyue_app;

create table kernel.envelope (
  tenant_code text not null,
  id uuid not null,
  name text not null,
  input_digest text not null,
  outcome text not null,
  sequence bigint not null,
  constraint envelope_pkey PRIMARY KEY (tenant_code, id)
);
CREATE INDEX envelope_id ON kernel.envelope USING btree (id);
alter table kernel.envelope enable row level security;
create policy own on kernel.envelope using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table kernel.envelope to xiangyue_app;

create table kernel.migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default clock_timestamp() not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table letters.answer (
  tenant_code text not null,
  id uuid not null,
  letter_id uuid not null,
  person_id uuid not null,
  number integer not null,
  agrees boolean not null,
  answered_at timestamp with time zone not null,
  answered_by uuid,
  constraint answer_pkey PRIMARY KEY (tenant_code, id),
  constraint answer_number_check CHECK ((number > 0)),
  constraint answer_tenant_code_letter_id_fkey FOREIGN KEY (tenant_code, letter_id) REFERENCES letters.letter(tenant_code, id)
);
CREATE UNIQUE INDEX answer_letter ON letters.answer USING btree (tenant_code, letter_id, number);
alter table letters.answer enable row level security;
create policy say on letters.answer for insert to xiangyue_app with check ((kernel.in_scope(tenant_code) AND kernel.is_self(person_id)));
create policy theirs on letters.answer for select to xiangyue_app using ((kernel.in_scope(tenant_code) AND (EXISTS ( SELECT 1
   FROM letters.letter l
  WHERE ((l.tenant_code = answer.tenant_code) AND (l.id = answer.letter_id))))));
grant insert, select on table letters.answer to xiangyue_app;

create table letters.lender (
  tenant_code text not null,
  lender_id uuid not null,
  version integer not null,
  act text not null,
  name text not null,
  contact text not null,
  description text not null,
  products jsonb not null,
  kept_at timestamp with time zone not null,
  kept_by uuid,
  constraint lender_pkey PRIMARY KEY (tenant_code, lender_id, version),
  constraint lender_act_check CHECK ((act = ANY (ARRAY['offered'::text, 'ended'::text]))),
  constraint lender_version_check CHECK ((version > 0))
);
alter table letters.lender enable row level security;
create policy read on letters.lender for select using (kernel.in_reading_scope(tenant_code));
create policy write on letters.lender for insert with check (kernel.in_scope(tenant_code));
grant insert, select on table letters.lender to xiangyue_app;

create table letters.letter (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  household_id uuid not null,
  asked_ids uuid[] not null,
  lender_code text not null,
  lender_id uuid not null,
  lender_version integer not null,
  lender_name text not null,
  purpose_sealed text,
  facts text[] not null,
  cycle_ids uuid[] not null,
  days integer not null,
  begun_at timestamp with time zone not null,
  begun_by uuid,
  discarded_at timestamp with time zone,
  issued_at timestamp with time zone,
  issued_by uuid,
  expires_at timestamp with time zone,
  key_id text,
  code_digest text,
  sealed text,
  shown_ids uuid[],
  revoked_at timestamp with time zone,
  revoked_by uuid,
  forgotten_at timestamp with time zone,
  constraint letter_pkey PRIMARY KEY (tenant_code, id),
  constraint letter_tenant_code_code_digest_key UNIQUE (tenant_code, code_digest),
  constraint letter_check CHECK ((expires_at > issued_at)),
  constraint letter_check1 CHECK ((revoked_at >= issued_at)),
  constraint letter_check2 CHECK (((issued_at IS NULL) OR (discarded_at IS NULL))),
  constraint letter_check3 CHECK ((num_nulls(issued_at, expires_at, key_id, code_digest, shown_ids) = ANY (ARRAY[0, 5]))),
  constraint letter_check4 CHECK (((sealed IS NULL) = ((issued_at IS NULL) OR (forgotten_at IS NOT NULL)))),
  constraint letter_check5 CHECK (((purpose_sealed IS NULL) = (forgotten_at IS NOT NULL))),
  constraint letter_check6 CHECK (((revoked_at IS NULL) OR (issued_at IS NOT NULL))),
  constraint letter_days_check CHECK ((days > 0)),
  constraint letter_facts_check CHECK ((cardinality(facts) > 0)),
  constraint letter_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id)
);
CREATE INDEX letter_asked ON letters.letter USING gin (asked_ids);
CREATE UNIQUE INDEX letter_draft ON letters.letter USING btree (tenant_code, person_id) WHERE ((issued_at IS NULL) AND (discarded_at IS NULL));
CREATE INDEX letter_person ON letters.letter USING btree (tenant_code, person_id, begun_at DESC);
alter table letters.letter enable row level security;
create policy begin on letters.letter for insert to xiangyue_app with check ((kernel.in_scope(tenant_code) AND kernel.is_self(person_id)));
create policy change on letters.letter for update to xiangyue_app using ((kernel.in_scope(tenant_code) AND (kernel.is_self(person_id) OR (EXISTS ( SELECT 1
   FROM unnest(letter.asked_ids) a(a)
  WHERE kernel.is_self(a.a)))))) with check (kernel.in_scope(tenant_code));
create policy theirs on letters.letter for select to xiangyue_app using ((kernel.in_scope(tenant_code) AND (kernel.is_self(person_id) OR (EXISTS ( SELECT 1
   FROM unnest(letter.asked_ids) a(a)
  WHERE kernel.is_self(a.a))))));
grant insert, select on table letters.letter to xiangyue_app;
grant update (discarded_at, issued_at, issued_by, expires_at, key_id, code_digest, sealed, shown_ids, revoked_at, revoked_by) on table letters.letter to xiangyue_app;

create table letters.look (
  tenant_code text not null,
  id uuid not null,
  letter_id uuid not null,
  looked_at timestamp with time zone not null,
  lender_name text not null,
  shown text not null,
  constraint look_pkey PRIMARY KEY (tenant_code, id),
  constraint look_shown_check CHECK ((shown = ANY (ARRAY['valid'::text, 'expired'::text, 'revoked'::text]))),
  constraint look_tenant_code_letter_id_fkey FOREIGN KEY (tenant_code, letter_id) REFERENCES letters.letter(tenant_code, id)
);
CREATE INDEX look_letter ON letters.look USING btree (tenant_code, letter_id, looked_at DESC);
alter table letters.look enable row level security;
create policy note on letters.look for insert to xiangyue_app with check (kernel.in_scope(tenant_code));
create policy theirs on letters.look for select to xiangyue_app using ((kernel.in_scope(tenant_code) AND (EXISTS ( SELECT 1
   FROM letters.letter l
  WHERE ((l.tenant_code = look.tenant_code) AND (l.id = look.letter_id))))));
grant insert, select on table letters.look to xiangyue_app;

create table notices.line (
  tenant_code text not null,
  notice_id uuid not null,
  line integer not null,
  household_id uuid,
  subject text not null,
  content jsonb not null,
  salt text not null,
  commitment text not null,
  name text,
  name_salt text,
  name_commitment text,
  forgotten_at timestamp with time zone,
  constraint line_pkey PRIMARY KEY (tenant_code, notice_id, line),
  constraint line_check CHECK (((name IS NULL) = (name_salt IS NULL))),
  constraint line_check1 CHECK (((name IS NULL) OR (name_commitment IS NOT NULL))),
  constraint line_line_check CHECK ((line > 0)),
  constraint line_tenant_code_notice_id_fkey FOREIGN KEY (tenant_code, notice_id) REFERENCES notices.notice(tenant_code, id)
);
CREATE INDEX line_household ON notices.line USING btree (tenant_code, household_id);
CREATE INDEX line_subject ON notices.line USING btree (tenant_code, subject);
alter table notices.line enable row level security;
create policy add on notices.line for insert to xiangyue_app with check ((kernel.in_scope(tenant_code) AND (EXISTS ( SELECT 1
   FROM notices.notice n
  WHERE ((n.tenant_code = line.tenant_code) AND (n.id = line.notice_id) AND (n.published_at IS NULL))))));
create policy forget on notices.line for update to xiangyue_app using (kernel.in_scope(tenant_code)) with check ((kernel.in_scope(tenant_code) AND (name IS NULL) AND (name_salt IS NULL) AND (forgotten_at IS NOT NULL)));
create policy published on notices.line for select to xiangyue_public using ((kernel.in_scope(tenant_code) AND (EXISTS ( SELECT 1
   FROM notices.notice n
  WHERE ((n.tenant_code = line.tenant_code) AND (n.id = line.notice_id) AND (n.published_at IS NOT NULL))))));
create policy read on notices.line for select to xiangyue_app using (kernel.in_scope(tenant_code));
grant insert, select on table notices.line to xiangyue_app;
grant select on table notices.line to xiangyue_public;
grant update (name, name_salt, forgotten_at) on table notices.line to xiangyue_app;

create table notices.message (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  facts jsonb not null,
  subject text not null,
  sent_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint message_pkey PRIMARY KEY (tenant_code, id),
  constraint message_check CHECK ((read_at >= sent_at))
);
CREATE INDEX message_person ON notices.message USING btree (tenant_code, person_id, sent_at DESC);
CREATE INDEX message_sent ON notices.message USING btree (tenant_code, sent_at);
alter table notices.message enable row level security;
create policy mark on notices.message for update to xiangyue_app using ((kernel.in_scope(tenant_code) AND kernel.is_self(person_id))) with check ((kernel.in_scope(tenant_code) AND kernel.is_self(person_id)));
create policy own on notices.message for select to xiangyue_app using ((kernel.in_scope(tenant_code) AND kernel.is_self(person_id)));
create policy tell on notices.message for insert to xiangyue_app with check (kernel.in_scope(tenant_code));
grant insert, select on table notices.message to xiangyue_app;
grant update (read_at) on table notices.message to xiangyue_app;

create table notices.notice (
  tenant_code text not null,
  id uuid not null,
  kind text not null,
  title jsonb not null,
  body jsonb not null,
  subject text not null,
  corrects uuid,
  prepared_at timestamp with time zone not null,
  days integer not null,
  serial text,
  number_in_year integer,
  code text,
  published_at timestamp with time zone,
  published_by uuid,
  ends_at timestamp with time zone,
  line_count integer default 0 not null,
  hash text,
  constraint notice_pkey PRIMARY KEY (tenant_code, id),
  constraint notice_tenant_code_code_key UNIQUE (tenant_code, code),
  constraint notice_tenant_code_serial_key UNIQUE (tenant_code, serial),
  constraint notice_check CHECK ((published_at >= prepared_at)),
  constraint notice_check1 CHECK (((published_at IS NULL) = (ends_at IS NULL))),
  constraint notice_check2 CHECK (((ends_at IS NULL) OR (ends_at >= (published_at + '5 days'::interval)))),
  constraint notice_check3 CHECK ((num_nulls(published_at, serial, number_in_year, code, hash) = ANY (ARRAY[0, 5]))),
  constraint notice_days_check CHECK ((days >= 5)),
  constraint notice_tenant_code_corrects_fkey FOREIGN KEY (tenant_code, corrects) REFERENCES notices.notice(tenant_code, id)
);
CREATE INDEX notice_published ON notices.notice USING btree (tenant_code, published_at DESC);
alter table notices.notice enable row level security;
create policy prepare on notices.notice for insert to xiangyue_app with check ((kernel.in_scope(tenant_code) AND (published_at IS NULL)));
create policy publish on notices.notice for update to xiangyue_app using ((kernel.in_scope(tenant_code) AND (published_at IS NULL))) with check (kernel.in_scope(tenant_code));
create policy published on notices.notice for select to xiangyue_public using ((kernel.in_scope(tenant_code) AND (published_at IS NOT NULL)));
create policy read on notices.notice for select to xiangyue_app using (kernel.in_scope(tenant_code));
grant insert, select, update on table notices.notice to xiangyue_app;
grant select on table notices.notice to xiangyue_public;

create table organisations.organisation (
  tenant_code text not null,
  id uuid not null,
  kind text not null,
  name text not null,
  founded_on date not null,
  dissolved_on date,
  constraint organisation_pkey PRIMARY KEY (tenant_code, id)
);
alter table organisations.organisation enable row level security;
create policy own on organisations.organisation using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table organisations.organisation to xiangyue_app;
grant select on table organisations.organisation to xiangyue_public;

create table organisations.party_membership (
  tenant_code text not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  since date not null,
  until date,
  constraint party_membership_pkey PRIMARY KEY (tenant_code, id),
  constraint party_membership_tenant_code_organisation_id_fkey FOREIGN KEY (tenant_code, organisation_id) REFERENCES organisations.organisation(tenant_code, id),
  constraint party_membership_tenant_code_person_id_fkey FOREIGN KEY (tenant_code, person_id) REFERENCES people.person(tenant_code, id)
);
alter table organisations.party_membership enable row level security;
create policy own on organisations.party_membership using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table organisations.party_membership to xiangyue_app;

create table organisations.post_holding (
  tenant_code text not null,
  id uuid not null,
  organisation_id uuid not null,
  post text not null,
  person_id uuid not null,
  division_id uuid,
  since date not null,
  until date,
  basis text not null,
  ended_reason text,
  constraint post_holding_pkey PRIMARY KEY (tenant_code, id),
  constraint post_holding_check CHECK (((until IS NULL) OR (until >= since))),
  constraint post_holding_tenant_code_division_id_fkey FOREIGN KEY (tenant_code, division_id) REFERENCES places.division(tenant_code, id),
  constraint post_holding_tenant_code_organisation_id_fkey FOREIGN KEY (tenant_code, organisation_id) REFERENCES organisations.organisation(tenant_code, id),
  constraint post_holding_tenant_code_person_id_fkey FOREIGN KEY (tenant_code, person_id) REFERENCES people.person(tenant_code, id)
);
CREATE INDEX post_holding_organisation ON organisations.post_holding USING btree (tenant_code, organisation_id);
CREATE INDEX post_holding_person ON organisations.post_holding USING btree (tenant_code, person_id);
alter table organisations.post_holding enable row level security;
create policy own on organisations.post_holding using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table organisations.post_holding to xiangyue_app;

create table oversight.finding (
  tenant_code text not null,
  sampling_id uuid not null,
  deed_id uuid not null,
  finding text not null,
  reason text not null,
  found_at timestamp with time zone not null,
  found_by uuid,
  found_post text not null,
  constraint finding_pkey PRIMARY KEY (tenant_code, sampling_id, deed_id),
  constraint finding_finding_check CHECK ((finding = ANY (ARRAY['holds'::text, 'unconfirmed'::text, 'wrong'::text]))),
  constraint finding_reason_check CHECK (((length(reason) >= 4) AND (length(reason) <= 1000))),
  constraint finding_tenant_code_sampling_id_deed_id_fkey FOREIGN KEY (tenant_code, sampling_id, deed_id) REFERENCES oversight.sampled(tenant_code, sampling_id, deed_id)
);
alter table oversight.finding enable row level security;
create policy own on oversight.finding using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table oversight.finding to xiangyue_app;

create table oversight.flag (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  kind text not null,
  key text not null,
  person_id uuid,
  item_key text,
  deed_ids uuid[] not null,
  measures jsonb not null,
  raised_at timestamp with time zone not null,
  constraint flag_pkey PRIMARY KEY (tenant_code, id),
  constraint flag_tenant_code_cycle_id_key_key UNIQUE (tenant_code, cycle_id, key),
  constraint flag_kind_check CHECK ((kind = ANY (ARRAY['variance'::text, 'same_surname'::text, 'kin'::text, 'group'::text, 'burst'::text, 'reused_picture'::text, 'overturned_person'::text, 'overturned_item'::text])))
);
alter table oversight.flag enable row level security;
create policy own on oversight.flag using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table oversight.flag to xiangyue_app;

create table oversight.flag_step (
  tenant_code text not null,
  flag_id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  by_person_id uuid,
  by_post text not null,
  words text not null,
  constraint flag_step_pkey PRIMARY KEY (tenant_code, flag_id, kind),
  constraint flag_step_kind_check CHECK ((kind = ANY (ARRAY['asked'::text, 'answered'::text, 'closed'::text]))),
  constraint flag_step_words_check CHECK (((length(words) >= 4) AND (length(words) <= 2000))),
  constraint flag_step_tenant_code_flag_id_fkey FOREIGN KEY (tenant_code, flag_id) REFERENCES oversight.flag(tenant_code, id)
);
alter table oversight.flag_step enable row level security;
create policy own on oversight.flag_step using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table oversight.flag_step to xiangyue_app;

create table oversight.inspection (
  tenant_code text not null,
  id uuid not null,
  came_on date not null,
  by_whom text not null,
  noted_at timestamp with time zone not null,
  noted_by uuid,
  constraint inspection_pkey PRIMARY KEY (tenant_code, id),
  constraint inspection_tenant_code_came_on_key UNIQUE (tenant_code, came_on),
  constraint inspection_by_whom_check CHECK (((length(by_whom) >= 2) AND (length(by_whom) <= 100)))
);
alter table oversight.inspection enable row level security;
create policy own on oversight.inspection using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table oversight.inspection to xiangyue_app;

create table oversight.look (
  tenant_code text not null,
  cycle_id uuid not null,
  part text not null,
  looked_on date not null,
  constraint look_pkey PRIMARY KEY (tenant_code, cycle_id, part),
  constraint look_part_check CHECK ((part = ANY (ARRAY['verify'::text, 'review'::text, 'approve'::text, 'pictures'::text, 'course'::text])))
);
alter table oversight.look enable row level security;
create policy own on oversight.look using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table oversight.look to xiangyue_app;

create table oversight.sampled (
  tenant_code text not null,
  sampling_id uuid not null,
  deed_id uuid not null,
  "position" integer not null,
  constraint sampled_pkey PRIMARY KEY (tenant_code, sampling_id, deed_id),
  constraint sampled_tenant_code_sampling_id_position_key UNIQUE (tenant_code, sampling_id, "position"),
  constraint sampled_position_check CHECK (("position" > 0)),
  constraint sampled_tenant_code_sampling_id_fkey FOREIGN KEY (tenant_code, sampling_id) REFERENCES oversight.sampling(tenant_code, id)
);
alter table oversight.sampled enable row level security;
create policy own on oversight.sampled using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table oversight.sampled to xiangyue_app;

create table oversight.sampling (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  wanted integer not null,
  commitment text not null,
  seed_sealed text not null,
  committed_at timestamp with time zone not null,
  committed_by uuid,
  envelope_id uuid not null,
  drawn_at timestamp with time zone,
  list_hash text,
  list_count integer,
  seed text,
  published_at timestamp with time zone,
  constraint sampling_pkey PRIMARY KEY (tenant_code, id),
  constraint sampling_check CHECK ((((drawn_at IS NULL) = (list_hash IS NULL)) AND ((drawn_at IS NULL) = (list_count IS NULL)))),
  constraint sampling_check1 CHECK (((published_at IS NULL) = (seed IS NULL))),
  constraint sampling_check2 CHECK (((published_at IS NULL) OR (drawn_at IS NOT NULL))),
  constraint sampling_commitment_check CHECK ((commitment ~ '^[0-9a-f]{64}$'::text)),
  constraint sampling_list_count_check CHECK ((list_count > 0)),
  constraint sampling_list_hash_check CHECK ((list_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint sampling_seed_check CHECK ((seed ~ '^[0-9a-f]{32}$'::text)),
  constraint sampling_wanted_check CHECK (((wanted >= 1) AND (wanted <= 50)))
);
CREATE UNIQUE INDEX sampling_waiting ON oversight.sampling USING btree (tenant_code) WHERE (published_at IS NULL);
alter table oversight.sampling enable row level security;
create policy own on oversight.sampling using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table oversight.sampling to xiangyue_app;
grant update (drawn_at, list_hash, list_count, seed, published_at) on table oversight.sampling to xiangyue_app;

create table people.assistance (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  helper_tenant_code text not null,
  helper_person_id uuid not null,
  method text not null,
  witness_person_id uuid,
  granted_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint assistance_pkey PRIMARY KEY (tenant_code, id),
  constraint assistance_check CHECK ((expires_at > granted_at)),
  constraint assistance_method_check CHECK ((method = ANY (ARRAY['passbook_code'::text, 'spoken_with_witness'::text, 'paper'::text]))),
  constraint assistance_tenant_code_person_id_fkey FOREIGN KEY (tenant_code, person_id) REFERENCES people.person(tenant_code, id)
);
alter table people.assistance enable row level security;
create policy own on people.assistance using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.assistance to xiangyue_app;

create table people.consent (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  purpose text not null,
  wording_version integer not null,
  method text not null,
  granted_at timestamp with time zone not null,
  granted_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  recorded_at timestamp with time zone not null,
  constraint consent_pkey PRIMARY KEY (tenant_code, id),
  constraint consent_check CHECK (((withdrawn_at IS NULL) OR (withdrawn_at >= granted_at))),
  constraint consent_method_check CHECK ((method = ANY (ARRAY['roster_signature'::text, 'online'::text, 'paper'::text, 'spoken_to_helper'::text]))),
  constraint consent_purpose_check CHECK ((purpose = ANY (ARRAY['points'::text, 'publish_name'::text, 'publish_deed'::text, 'publish_photo'::text]))),
  constraint consent_tenant_code_person_id_fkey FOREIGN KEY (tenant_code, person_id) REFERENCES people.person(tenant_code, id)
);
CREATE UNIQUE INDEX consent_open ON people.consent USING btree (tenant_code, person_id, purpose) WHERE (withdrawn_at IS NULL);
alter table people.consent enable row level security;
create policy own on people.consent using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.consent to xiangyue_app;

create table people.guardianship (
  tenant_code text not null,
  id uuid not null,
  ward_id uuid not null,
  guardian_id uuid not null,
  decision text,
  since date not null,
  until date,
  constraint guardianship_pkey PRIMARY KEY (tenant_code, id),
  constraint guardianship_check CHECK ((ward_id <> guardian_id)),
  constraint guardianship_tenant_code_guardian_id_fkey FOREIGN KEY (tenant_code, guardian_id) REFERENCES people.person(tenant_code, id),
  constraint guardianship_tenant_code_ward_id_fkey FOREIGN KEY (tenant_code, ward_id) REFERENCES people.person(tenant_code, id)
);
CREATE UNIQUE INDEX guardianship_open ON people.guardianship USING btree (tenant_code, ward_id) WHERE (until IS NULL);
alter table people.guardianship enable row level security;
create policy own on people.guardianship using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.guardianship to xiangyue_app;

create table people.household (
  tenant_code text not null,
  id uuid not null,
  code text not null,
  opened_on date not null,
  closed_on date,
  constraint household_pkey PRIMARY KEY (tenant_code, id),
  constraint household_tenant_code_code_key UNIQUE (tenant_code, code),
  constraint household_check CHECK (((closed_on IS NULL) OR (closed_on >= opened_on))),
  constraint household_code_check CHECK ((code ~ '^[0-9]{3,6}$'::text))
);
alter table people.household enable row level security;
create policy own on people.household using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.household to xiangyue_app;

create table people.household_division (
  tenant_code text not null,
  id uuid not null,
  household_id uuid not null,
  division_id uuid not null,
  kind text not null,
  since date not null,
  until date,
  constraint household_division_pkey PRIMARY KEY (tenant_code, id),
  constraint household_division_check CHECK (((until IS NULL) OR (until >= since))),
  constraint household_division_kind_check CHECK ((kind = ANY (ARRAY['villagers_group'::text, 'grid'::text]))),
  constraint household_division_tenant_code_division_id_fkey FOREIGN KEY (tenant_code, division_id) REFERENCES places.division(tenant_code, id),
  constraint household_division_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id)
);
CREATE INDEX household_division_division ON people.household_division USING btree (tenant_code, division_id);
CREATE INDEX household_division_household ON people.household_division USING btree (tenant_code, household_id);
alter table people.household_division enable row level security;
create policy own on people.household_division using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.household_division to xiangyue_app;

create table people.household_event (
  tenant_code text not null,
  id uuid not null,
  kind text not null,
  from_tenant_code text not null,
  from_household_id uuid not null,
  to_tenant_code text not null,
  to_household_id uuid not null,
  happened_on date not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  reason text not null,
  constraint household_event_pkey PRIMARY KEY (tenant_code, id),
  constraint household_event_kind_check CHECK ((kind = ANY (ARRAY['moved_out'::text, 'moved_in'::text, 'split'::text, 'merged'::text])))
);
alter table people.household_event enable row level security;
create policy own on people.household_event using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table people.household_event to xiangyue_app;

create table people.identity (
  tenant_code text not null,
  person_id uuid not null,
  id_number_sealed text,
  id_number_digest text,
  phone_sealed text,
  phone_digest text,
  constraint identity_pkey PRIMARY KEY (tenant_code, person_id),
  constraint identity_tenant_code_id_number_digest_key UNIQUE (tenant_code, id_number_digest),
  constraint identity_tenant_code_person_id_fkey FOREIGN KEY (tenant_code, person_id) REFERENCES people.person(tenant_code, id)
);
CREATE INDEX identity_phone ON people.identity USING btree (phone_digest);
alter table people.identity enable row level security;
create policy own on people.identity using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.identity to xiangyue_app;

create table people.kinship (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  relation text not null,
  relative_id uuid not null,
  since date not null,
  until date,
  constraint kinship_pkey PRIMARY KEY (tenant_code, id),
  constraint kinship_check CHECK ((person_id <> relative_id)),
  constraint kinship_tenant_code_person_id_fkey FOREIGN KEY (tenant_code, person_id) REFERENCES people.person(tenant_code, id),
  constraint kinship_tenant_code_relative_id_fkey FOREIGN KEY (tenant_code, relative_id) REFERENCES people.person(tenant_code, id)
);
CREATE INDEX kinship_person ON people.kinship USING btree (tenant_code, person_id);
CREATE INDEX kinship_relative ON people.kinship USING btree (tenant_code, relative_id);
alter table people.kinship enable row level security;
create policy own on people.kinship using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.kinship to xiangyue_app;

create table people.membership (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  household_id uuid not null,
  relation text not null,
  since date not null,
  until date,
  constraint membership_pkey PRIMARY KEY (tenant_code, id),
  constraint membership_check CHECK (((until IS NULL) OR (until >= since))),
  constraint membership_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id),
  constraint membership_tenant_code_person_id_fkey FOREIGN KEY (tenant_code, person_id) REFERENCES people.person(tenant_code, id)
);
CREATE INDEX membership_household ON people.membership USING btree (tenant_code, household_id);
CREATE UNIQUE INDEX membership_open ON people.membership USING btree (tenant_code, person_id) WHERE (until IS NULL);
CREATE INDEX membership_person ON people.membership USING btree (tenant_code, person_id);
alter table people.membership enable row level security;
create policy own on people.membership using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.membership to xiangyue_app;

create table people.person (
  tenant_code text not null,
  id uuid not null,
  name text not null,
  pinyin text not null,
  sex text not null,
  birth_date date not null,
  opened_on date not null,
  closed_on date,
  closed_reason text,
  linked_tenant_code text,
  linked_person_id uuid,
  forgotten_at timestamp with time zone,
  constraint person_pkey PRIMARY KEY (tenant_code, id),
  constraint person_closed_reason_check CHECK ((closed_reason = ANY (ARRAY['moved_away'::text, 'died'::text, 'entered_in_error'::text]))),
  constraint person_forgotten CHECK (((forgotten_at IS NULL) OR ((closed_on IS NOT NULL) AND (name = '（已遗忘）'::text) AND (pinyin = ''::text) AND (EXTRACT(doy FROM birth_date) = (1)::numeric)))),
  constraint person_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text])))
);
CREATE INDEX person_name ON people.person USING btree (tenant_code, name);
alter table people.person enable row level security;
create policy forgotten on people.person as restrictive for update to xiangyue_app using ((forgotten_at IS NULL)) with check (true);
create policy own on people.person using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.person to xiangyue_app;

create table people.roster_reading (
  tenant_code text not null,
  id uuid not null,
  read_by text not null,
  read_at timestamp with time zone not null,
  sealed text not null,
  constraint roster_reading_pkey PRIMARY KEY (tenant_code, id)
);
alter table people.roster_reading enable row level security;
create policy own on people.roster_reading using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.roster_reading to xiangyue_app;

create table people.roster_sheet (
  tenant_code text not null,
  id uuid not null,
  sheet_hash text not null,
  file_name text not null,
  kept_at timestamp with time zone not null,
  kept_by uuid,
  imported_at timestamp with time zone,
  imported_by uuid,
  report jsonb,
  constraint roster_sheet_pkey PRIMARY KEY (tenant_code, id),
  constraint roster_sheet_sheet_hash_check CHECK ((sheet_hash ~ '^[0-9a-f]{64}$'::text))
);
alter table people.roster_sheet enable row level security;
create policy own on people.roster_sheet using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table people.roster_sheet to xiangyue_app;

create table places.attribute (
  tenant_code text not null,
  id uuid not null,
  official_code text not null,
  name text not null,
  parent_code text,
  since date not null,
  until date,
  source text not null,
  pinyin text default ''::text not null,
  moved boolean generated always as (((parent_code IS NOT NULL) AND (parent_code IS DISTINCT FROM places.parent_by_number(tenant_code)))) stored not null,
  constraint attribute_pkey PRIMARY KEY (tenant_code, id),
  constraint attribute_tenant_code_since_key UNIQUE (tenant_code, since),
  constraint attribute_check CHECK (((until IS NULL) OR (until > since))),
  constraint attribute_official_code_check CHECK ((official_code ~ '^[0-9]{12}$'::text)),
  constraint attribute_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES places.place(tenant_code),
  constraint attribute_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES places.place(tenant_code)
);
CREATE INDEX attribute_moved ON places.attribute USING btree (tenant_code) WHERE moved;
CREATE INDEX attribute_parent ON places.attribute USING btree (parent_code);
alter table places.attribute enable row level security;
create policy change on places.attribute for update using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
create policy read on places.attribute for select using (true);
create policy write on places.attribute for insert with check (kernel.in_scope(tenant_code));
grant insert, select, update on table places.attribute to xiangyue_app;
grant select on table places.attribute to xiangyue_public;

create table places.division (
  tenant_code text not null,
  id uuid not null,
  kind text not null,
  code text not null,
  name text not null,
  since date not null,
  until date,
  constraint division_pkey PRIMARY KEY (tenant_code, id),
  constraint division_tenant_code_kind_code_since_key UNIQUE (tenant_code, kind, code, since),
  constraint division_check CHECK (((until IS NULL) OR (until > since))),
  constraint division_kind_check CHECK ((kind = ANY (ARRAY['villagers_group'::text, 'grid'::text]))),
  constraint division_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES places.place(tenant_code)
);
alter table places.division enable row level security;
create policy own on places.division using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table places.division to xiangyue_app;
grant select on table places.division to xiangyue_public;

create table places.place (
  tenant_code text not null,
  level text not null,
  opened_on date not null,
  closed_on date,
  constraint place_pkey PRIMARY KEY (tenant_code),
  constraint place_level_check CHECK ((level = ANY (ARRAY['province'::text, 'prefecture'::text, 'county'::text, 'township'::text, 'village'::text]))),
  constraint place_tenant_code_check CHECK ((tenant_code ~ '^[0-9]{12}$'::text))
);
alter table places.place enable row level security;
create policy change on places.place for update using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
create policy read on places.place for select using (true);
create policy write on places.place for insert with check (kernel.in_scope(tenant_code));
grant insert, select, update on table places.place to xiangyue_app;
grant select on table places.place to xiangyue_public;

create table points.cycle (
  tenant_code text not null,
  id uuid not null,
  rule_version_id uuid not null,
  unit text not null,
  year integer not null,
  number integer not null,
  starts_on date not null,
  ends_on date not null,
  opened_at timestamp with time zone not null,
  closing_at timestamp with time zone,
  announced_at timestamp with time zone,
  final_at timestamp with time zone,
  constraint cycle_pkey PRIMARY KEY (tenant_code, id),
  constraint cycle_tenant_code_unit_year_number_key UNIQUE (tenant_code, unit, year, number),
  constraint cycle_check CHECK ((ends_on > starts_on)),
  constraint cycle_check1 CHECK (((announced_at IS NULL) OR (closing_at IS NOT NULL))),
  constraint cycle_check2 CHECK (((final_at IS NULL) OR (announced_at IS NOT NULL))),
  constraint cycle_number_check CHECK (((number >= 1) AND (number <= 12))),
  constraint cycle_unit_check CHECK ((unit = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text]))),
  constraint cycle_tenant_code_rule_version_id_fkey FOREIGN KEY (tenant_code, rule_version_id) REFERENCES compact.version(tenant_code, id)
);
alter table points.cycle enable row level security;
create policy own on points.cycle using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table points.cycle to xiangyue_app;
grant select on table points.cycle to xiangyue_public;

create table points.deed (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  household_id uuid not null,
  person_id uuid,
  item_key text not null,
  happened_on date not null,
  value_hundredths bigint not null,
  negative boolean not null,
  note text not null,
  state text not null,
  due_on date,
  due_provisional boolean default false not null,
  declared_at timestamp with time zone not null,
  declared_by uuid,
  declarer text not null,
  round_id uuid,
  hearing_ends_on date,
  statement text,
  stated_at timestamp with time zone,
  stated_by uuid,
  inputs jsonb,
  constraint deed_pkey PRIMARY KEY (tenant_code, id),
  constraint deed_check CHECK ((negative = (hearing_ends_on IS NOT NULL))),
  constraint deed_inputs_check CHECK (((inputs IS NULL) OR (jsonb_typeof(inputs) = 'object'::text))),
  constraint deed_state_check CHECK ((state = ANY (ARRAY['declared'::text, 'returned'::text, 'withdrawn'::text, 'hearing'::text, 'verified'::text, 'reviewed'::text, 'refused'::text, 'approved'::text, 'void'::text]))),
  constraint deed_value_hundredths_check CHECK ((value_hundredths > 0)),
  constraint deed_tenant_code_cycle_id_fkey FOREIGN KEY (tenant_code, cycle_id) REFERENCES points.cycle(tenant_code, id),
  constraint deed_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id)
);
CREATE INDEX deed_cycle ON points.deed USING btree (tenant_code, cycle_id, household_id);
CREATE INDEX deed_due ON points.deed USING btree (tenant_code, cycle_id, due_on) WHERE (state = ANY (ARRAY['declared'::text, 'hearing'::text, 'verified'::text, 'reviewed'::text]));
CREATE INDEX deed_provisional ON points.deed USING btree (tenant_code) WHERE (due_provisional AND (state = 'hearing'::text));
CREATE INDEX deed_state ON points.deed USING btree (tenant_code, state) WHERE (state = ANY (ARRAY['declared'::text, 'hearing'::text, 'verified'::text, 'reviewed'::text, 'returned'::text]));
alter table points.deed enable row level security;
create policy own on points.deed using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table points.deed to xiangyue_app;

create table points.deed_evidence (
  tenant_code text not null,
  deed_id uuid not null,
  attachment_id uuid not null,
  constraint deed_evidence_pkey PRIMARY KEY (tenant_code, deed_id, attachment_id),
  constraint deed_evidence_tenant_code_attachment_id_fkey FOREIGN KEY (tenant_code, attachment_id) REFERENCES attachments.attachment(tenant_code, id),
  constraint deed_evidence_tenant_code_deed_id_fkey FOREIGN KEY (tenant_code, deed_id) REFERENCES points.deed(tenant_code, id)
);
alter table points.deed_evidence enable row level security;
create policy own on points.deed_evidence using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table points.deed_evidence to xiangyue_app;

create table points.deed_step (
  tenant_code text not null,
  id uuid not null,
  deed_id uuid not null,
  number integer not null,
  kind text not null,
  at timestamp with time zone not null,
  by_person_id uuid,
  by_post text not null,
  by_organisation_id uuid,
  on_behalf_of uuid,
  value_hundredths bigint not null,
  reason text,
  envelope_id uuid not null,
  inputs jsonb,
  constraint deed_step_pkey PRIMARY KEY (tenant_code, id),
  constraint deed_step_inputs_check CHECK (((inputs IS NULL) OR (jsonb_typeof(inputs) = 'object'::text))),
  constraint deed_step_kind_check CHECK ((kind = ANY (ARRAY['declared'::text, 'noted'::text, 'amended'::text, 'withdrawn'::text, 'returned'::text, 'verified'::text, 'heard'::text, 'voted_for'::text, 'voted_against'::text, 'reviewed'::text, 'refused'::text, 'approved'::text, 'voided'::text, 'revalued'::text]))),
  constraint deed_step_number_check CHECK ((number > 0)),
  constraint deed_step_tenant_code_deed_id_fkey FOREIGN KEY (tenant_code, deed_id) REFERENCES points.deed(tenant_code, id)
);
CREATE UNIQUE INDEX deed_step_deed ON points.deed_step USING btree (tenant_code, deed_id, number);
CREATE UNIQUE INDEX deed_step_vote ON points.deed_step USING btree (tenant_code, deed_id, by_person_id) WHERE (kind = ANY (ARRAY['voted_for'::text, 'voted_against'::text]));
alter table points.deed_step enable row level security;
create policy own on points.deed_step using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table points.deed_step to xiangyue_app;

create table settings.setting (
  tenant_code text not null,
  id uuid not null,
  key text not null,
  valid_from date not null,
  value jsonb not null,
  source text not null,
  verified boolean not null,
  decided_by uuid,
  decided_at timestamp with time zone not null,
  constraint setting_pkey PRIMARY KEY (tenant_code, id),
  constraint setting_tenant_code_key_valid_from_key UNIQUE (tenant_code, key, valid_from)
);
alter table settings.setting enable row level security;
create policy change on settings.setting for update using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
create policy read on settings.setting for select using (kernel.in_reading_scope(tenant_code));
create policy write on settings.setting for insert with check (kernel.in_scope(tenant_code));
grant insert, select, update on table settings.setting to xiangyue_app;
grant select on table settings.setting to xiangyue_public;

create table shop.card (
  tenant_code text not null,
  id uuid not null,
  household_id uuid not null,
  code_digest text not null,
  issued_at timestamp with time zone not null,
  issued_by uuid,
  ended_at timestamp with time zone,
  constraint card_pkey PRIMARY KEY (tenant_code, id),
  constraint card_tenant_code_code_digest_key UNIQUE (tenant_code, code_digest),
  constraint card_check CHECK ((ended_at >= issued_at)),
  constraint card_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id)
);
CREATE UNIQUE INDEX card_open ON shop.card USING btree (tenant_code, household_id) WHERE (ended_at IS NULL);
alter table shop.card enable row level security;
create policy own on shop.card using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table shop.card to xiangyue_app;

create table shop.credit (
  tenant_code text not null,
  score_id uuid not null,
  household_id uuid not null,
  scheme_id uuid not null,
  rating_hundredths bigint not null,
  counted_hundredths bigint not null,
  redeemable_hundredths bigint not null,
  dividend_hundredths bigint not null,
  credited_at timestamp with time zone not null,
  credited_in uuid not null,
  constraint credit_pkey PRIMARY KEY (tenant_code, score_id),
  constraint credit_check CHECK (((counted_hundredths >= 0) AND (counted_hundredths <= rating_hundredths))),
  constraint credit_dividend_hundredths_check CHECK ((dividend_hundredths >= 0)),
  constraint credit_rating_hundredths_check CHECK ((rating_hundredths >= 0)),
  constraint credit_redeemable_hundredths_check CHECK ((redeemable_hundredths >= 0)),
  constraint credit_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id),
  constraint credit_tenant_code_scheme_id_fkey FOREIGN KEY (tenant_code, scheme_id) REFERENCES shop.scheme(tenant_code, id),
  constraint credit_tenant_code_score_id_fkey FOREIGN KEY (tenant_code, score_id) REFERENCES stars.award(tenant_code, score_id)
);
CREATE INDEX credit_household ON shop.credit USING btree (tenant_code, household_id);
alter table shop.credit enable row level security;
create policy own on shop.credit using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.credit to xiangyue_app;

create table shop.discount (
  tenant_code text not null,
  id uuid not null,
  percents integer[] not null,
  applies text not null,
  effective_from date not null,
  resolution jsonb not null,
  resolved_at timestamp with time zone not null,
  resolved_by uuid,
  resolved_in uuid not null,
  constraint discount_pkey PRIMARY KEY (tenant_code, id),
  constraint discount_tenant_code_effective_from_key UNIQUE (tenant_code, effective_from),
  constraint discount_applies_check CHECK ((applies = ANY (ARRAY['points'::text, 'cash'::text]))),
  constraint discount_percents_check CHECK (((cardinality(percents) = 5) AND (0 <= ALL (percents)) AND (90 >= ALL (percents))))
);
alter table shop.discount enable row level security;
create policy own on shop.discount using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.discount to xiangyue_app;

create table shop.fund (
  tenant_code text not null,
  id uuid not null,
  source text not null,
  note text not null,
  amount_fen bigint not null,
  resolution jsonb not null,
  funded_at timestamp with time zone not null,
  funded_by uuid,
  funded_in uuid not null,
  constraint fund_pkey PRIMARY KEY (tenant_code, id),
  constraint fund_amount_fen_check CHECK ((amount_fen > 0)),
  constraint fund_source_check CHECK ((source = ANY (ARRAY['collective_income'::text, 'township_grant'::text, 'donation'::text, 'other'::text])))
);
alter table shop.fund enable row level security;
create policy own on shop.fund using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.fund to xiangyue_app;

create table shop.good (
  tenant_code text not null,
  id uuid not null,
  kind text not null,
  name jsonb not null,
  about jsonb not null,
  supplier text not null,
  price_points integer not null,
  stock integer,
  most integer,
  period text,
  photo jsonb,
  listed_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  constraint good_pkey PRIMARY KEY (tenant_code, id),
  constraint good_check CHECK ((withdrawn_at >= listed_at)),
  constraint good_check1 CHECK (((kind = 'goods'::text) = (stock IS NOT NULL))),
  constraint good_check2 CHECK (((most IS NULL) = (period IS NULL))),
  constraint good_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text, 'help'::text]))),
  constraint good_most_check CHECK ((most > 0)),
  constraint good_period_check CHECK ((period = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text]))),
  constraint good_price_points_check CHECK (((price_points >= 1) AND (price_points <= 100000))),
  constraint good_stock_check CHECK ((stock >= 0))
);
alter table shop.good enable row level security;
create policy own on shop.good using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table shop.good to xiangyue_app;

create table shop.pause (
  tenant_code text not null,
  id uuid not null,
  since timestamp with time zone not null,
  missing_fen bigint not null,
  resumed_at timestamp with time zone,
  constraint pause_pkey PRIMARY KEY (tenant_code, id),
  constraint pause_check CHECK ((resumed_at >= since)),
  constraint pause_missing_fen_check CHECK ((missing_fen > 0))
);
CREATE UNIQUE INDEX pause_open ON shop.pause USING btree (tenant_code) WHERE (resumed_at IS NULL);
alter table shop.pause enable row level security;
create policy own on shop.pause using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.pause to xiangyue_app;
grant update (resumed_at) on table shop.pause to xiangyue_app;

create table shop.redemption (
  tenant_code text not null,
  id uuid not null,
  number integer not null,
  household_id uuid not null,
  till_id uuid not null,
  way text not null,
  slip text,
  voucher_id uuid,
  stars integer not null,
  discount_percent integer not null,
  discount_applies text,
  price_points integer not null,
  paid_points integer not null,
  cash_fen bigint not null,
  worth_fen bigint not null,
  points_transfer uuid not null,
  fen_transfer uuid not null,
  redeemed_at timestamp with time zone not null,
  redeemed_by uuid,
  redeemed_in uuid not null,
  state text not null,
  constraint redemption_pkey PRIMARY KEY (tenant_code, id),
  constraint redemption_tenant_code_number_key UNIQUE (tenant_code, number),
  constraint redemption_cash_fen_check CHECK ((cash_fen >= 0)),
  constraint redemption_check CHECK (((paid_points >= 1) AND (paid_points <= price_points))),
  constraint redemption_check1 CHECK (((way = 'slip'::text) = (slip IS NOT NULL))),
  constraint redemption_check2 CHECK (((way = 'voucher'::text) = (voucher_id IS NOT NULL))),
  constraint redemption_check3 CHECK (((discount_percent > 0) = (discount_applies IS NOT NULL))),
  constraint redemption_discount_applies_check CHECK ((discount_applies = ANY (ARRAY['points'::text, 'cash'::text]))),
  constraint redemption_discount_percent_check CHECK (((discount_percent >= 0) AND (discount_percent <= 90))),
  constraint redemption_number_check CHECK ((number > 0)),
  constraint redemption_price_points_check CHECK ((price_points > 0)),
  constraint redemption_stars_check CHECK (((stars >= 0) AND (stars <= 5))),
  constraint redemption_state_check CHECK ((state = ANY (ARRAY['done'::text, 'reversal_proposed'::text, 'reversed'::text]))),
  constraint redemption_way_check CHECK ((way = ANY (ARRAY['qr'::text, 'card'::text, 'slip'::text, 'voucher'::text]))),
  constraint redemption_worth_fen_check CHECK ((worth_fen > 0)),
  constraint redemption_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id),
  constraint redemption_tenant_code_till_id_fkey FOREIGN KEY (tenant_code, till_id) REFERENCES shop.till(tenant_code, id),
  constraint redemption_tenant_code_voucher_id_fkey FOREIGN KEY (tenant_code, voucher_id) REFERENCES shop.voucher(tenant_code, id)
);
CREATE INDEX redemption_household ON shop.redemption USING btree (tenant_code, household_id, redeemed_at);
CREATE UNIQUE INDEX redemption_slip ON shop.redemption USING btree (tenant_code, slip) WHERE (slip IS NOT NULL);
CREATE INDEX redemption_time ON shop.redemption USING btree (tenant_code, redeemed_at DESC);
CREATE UNIQUE INDEX redemption_voucher ON shop.redemption USING btree (tenant_code, voucher_id) WHERE (voucher_id IS NOT NULL);
alter table shop.redemption enable row level security;
create policy own on shop.redemption using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.redemption to xiangyue_app;
grant update (state) on table shop.redemption to xiangyue_app;

create table shop.redemption_line (
  tenant_code text not null,
  redemption_id uuid not null,
  line integer not null,
  good_id uuid not null,
  quantity integer not null,
  unit_points integer not null,
  points integer not null,
  supplier text not null,
  constraint redemption_line_pkey PRIMARY KEY (tenant_code, redemption_id, line),
  constraint redemption_line_line_check CHECK ((line > 0)),
  constraint redemption_line_points_check CHECK ((points > 0)),
  constraint redemption_line_quantity_check CHECK ((quantity > 0)),
  constraint redemption_line_unit_points_check CHECK ((unit_points > 0)),
  constraint redemption_line_tenant_code_good_id_fkey FOREIGN KEY (tenant_code, good_id) REFERENCES shop.good(tenant_code, id),
  constraint redemption_line_tenant_code_redemption_id_fkey FOREIGN KEY (tenant_code, redemption_id) REFERENCES shop.redemption(tenant_code, id)
);
CREATE INDEX redemption_line_good ON shop.redemption_line USING btree (tenant_code, good_id);
alter table shop.redemption_line enable row level security;
create policy own on shop.redemption_line using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.redemption_line to xiangyue_app;

create table shop.reversal_step (
  tenant_code text not null,
  id uuid not null,
  redemption_id uuid not null,
  "position" integer not null,
  kind text not null,
  side text not null,
  reason text not null,
  taken_at timestamp with time zone not null,
  taken_by uuid,
  constraint reversal_step_pkey PRIMARY KEY (tenant_code, id),
  constraint reversal_step_kind_check CHECK ((kind = ANY (ARRAY['proposed'::text, 'confirmed'::text, 'declined'::text, 'upheld'::text]))),
  constraint reversal_step_position_check CHECK (("position" > 0)),
  constraint reversal_step_side_check CHECK ((side = ANY (ARRAY['shop'::text, 'household'::text, 'appeal'::text]))),
  constraint reversal_step_tenant_code_redemption_id_fkey FOREIGN KEY (tenant_code, redemption_id) REFERENCES shop.redemption(tenant_code, id)
);
CREATE UNIQUE INDEX reversal_step_redemption ON shop.reversal_step USING btree (tenant_code, redemption_id, "position");
alter table shop.reversal_step enable row level security;
create policy own on shop.reversal_step using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.reversal_step to xiangyue_app;

create table shop.scheme (
  tenant_code text not null,
  id uuid not null,
  redeemable_percent integer not null,
  dividend_percent integer not null,
  point_fen integer not null,
  effective_from date not null,
  resolution jsonb not null,
  resolved_at timestamp with time zone not null,
  resolved_by uuid,
  resolved_in uuid not null,
  constraint scheme_pkey PRIMARY KEY (tenant_code, id),
  constraint scheme_tenant_code_effective_from_key UNIQUE (tenant_code, effective_from),
  constraint scheme_dividend_percent_check CHECK (((dividend_percent >= 0) AND (dividend_percent <= 1000))),
  constraint scheme_point_fen_check CHECK (((point_fen >= 1) AND (point_fen <= 10000))),
  constraint scheme_redeemable_percent_check CHECK (((redeemable_percent >= 0) AND (redeemable_percent <= 1000)))
);
alter table shop.scheme enable row level security;
create policy own on shop.scheme using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.scheme to xiangyue_app;

create table shop.stock_step (
  tenant_code text not null,
  id uuid not null,
  good_id uuid not null,
  kind text not null,
  change integer not null,
  counted integer,
  reason text,
  source_id uuid,
  taken_at timestamp with time zone not null,
  taken_by uuid,
  constraint stock_step_pkey PRIMARY KEY (tenant_code, id),
  constraint stock_step_check CHECK (((kind = 'counted'::text) = (counted IS NOT NULL))),
  constraint stock_step_check1 CHECK (((kind <> 'counted'::text) OR (change = 0) OR (reason IS NOT NULL))),
  constraint stock_step_counted_check CHECK ((counted >= 0)),
  constraint stock_step_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'counted'::text, 'redeemed'::text, 'returned'::text, 'reserved'::text, 'released'::text]))),
  constraint stock_step_tenant_code_good_id_fkey FOREIGN KEY (tenant_code, good_id) REFERENCES shop.good(tenant_code, id)
);
CREATE INDEX stock_step_good ON shop.stock_step USING btree (tenant_code, good_id, taken_at);
alter table shop.stock_step enable row level security;
create policy own on shop.stock_step using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.stock_step to xiangyue_app;

create table shop.till (
  tenant_code text not null,
  id uuid not null,
  number integer not null,
  name text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint till_pkey PRIMARY KEY (tenant_code, id),
  constraint till_tenant_code_number_key UNIQUE (tenant_code, number),
  constraint till_check CHECK ((closed_at >= opened_at)),
  constraint till_number_check CHECK ((number > 0))
);
alter table shop.till enable row level security;
create policy own on shop.till using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table shop.till to xiangyue_app;

create table shop.voucher (
  tenant_code text not null,
  id uuid not null,
  number integer not null,
  household_id uuid not null,
  till_id uuid not null,
  good_id uuid not null,
  quantity integer not null,
  unit_points integer not null,
  points integer not null,
  supplier text not null,
  stars integer not null,
  discount_percent integer not null,
  discount_applies text,
  worth_fen bigint not null,
  code text not null,
  issued_at timestamp with time zone not null,
  issued_by uuid,
  issued_in uuid not null,
  usable_until date not null,
  hand_in_until date not null,
  points_transfer uuid not null,
  fen_transfer uuid not null,
  state text not null,
  settled_at timestamp with time zone,
  constraint voucher_pkey PRIMARY KEY (tenant_code, id),
  constraint voucher_tenant_code_number_key UNIQUE (tenant_code, number),
  constraint voucher_check CHECK ((hand_in_until >= usable_until)),
  constraint voucher_check1 CHECK ((settled_at >= issued_at)),
  constraint voucher_check2 CHECK (((state = 'issued'::text) = (settled_at IS NULL))),
  constraint voucher_discount_applies_check CHECK ((discount_applies = ANY (ARRAY['points'::text, 'cash'::text]))),
  constraint voucher_discount_percent_check CHECK (((discount_percent >= 0) AND (discount_percent <= 90))),
  constraint voucher_number_check CHECK ((number > 0)),
  constraint voucher_points_check CHECK ((points > 0)),
  constraint voucher_quantity_check CHECK ((quantity > 0)),
  constraint voucher_stars_check CHECK (((stars >= 0) AND (stars <= 5))),
  constraint voucher_state_check CHECK ((state = ANY (ARRAY['issued'::text, 'handed_in'::text, 'returned'::text]))),
  constraint voucher_unit_points_check CHECK ((unit_points > 0)),
  constraint voucher_worth_fen_check CHECK ((worth_fen > 0)),
  constraint voucher_tenant_code_good_id_fkey FOREIGN KEY (tenant_code, good_id) REFERENCES shop.good(tenant_code, id),
  constraint voucher_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id),
  constraint voucher_tenant_code_till_id_fkey FOREIGN KEY (tenant_code, till_id) REFERENCES shop.till(tenant_code, id)
);
CREATE INDEX voucher_household ON shop.voucher USING btree (tenant_code, household_id, issued_at);
CREATE INDEX voucher_open ON shop.voucher USING btree (hand_in_until) WHERE (state = 'issued'::text);
alter table shop.voucher enable row level security;
create policy own on shop.voucher using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table shop.voucher to xiangyue_app;
grant update (state, settled_at) on table shop.voucher to xiangyue_app;

create table stars.award (
  tenant_code text not null,
  score_id uuid not null,
  household_id uuid not null,
  cycle_id uuid not null,
  stars integer not null,
  total_hundredths bigint not null,
  awarded_at timestamp with time zone not null,
  awarded_in uuid not null,
  constraint award_pkey PRIMARY KEY (tenant_code, score_id),
  constraint award_tenant_code_cycle_id_household_id_key UNIQUE (tenant_code, cycle_id, household_id),
  constraint award_stars_check CHECK (((stars >= 0) AND (stars <= 5))),
  constraint award_tenant_code_score_id_fkey FOREIGN KEY (tenant_code, score_id) REFERENCES stars.score(tenant_code, id)
);
CREATE INDEX award_household ON stars.award USING btree (tenant_code, household_id);
alter table stars.award enable row level security;
create policy own on stars.award using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table stars.award to xiangyue_app;

create table stars.close (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  started_at timestamp with time zone not null,
  started_by uuid,
  household_ids uuid[] not null,
  drafted_count integer default 0 not null,
  left_out_count integer default 0 not null,
  left_out_reason text,
  drafted_at timestamp with time zone,
  notice_id uuid not null,
  announced_at timestamp with time zone,
  announced_by uuid,
  announced_in uuid,
  ends_at timestamp with time zone,
  final_at timestamp with time zone,
  constraint close_pkey PRIMARY KEY (tenant_code, id),
  constraint close_tenant_code_cycle_id_key UNIQUE (tenant_code, cycle_id),
  constraint close_check CHECK (((drafted_count >= 0) AND (drafted_count <= cardinality(household_ids)))),
  constraint close_check1 CHECK (((left_out_count > 0) = (left_out_reason IS NOT NULL))),
  constraint close_check2 CHECK (((drafted_at IS NULL) OR (drafted_count = cardinality(household_ids)))),
  constraint close_check3 CHECK (((announced_at IS NULL) OR (drafted_at IS NOT NULL))),
  constraint close_check4 CHECK ((num_nulls(announced_at, announced_in, ends_at) = ANY (ARRAY[0, 3]))),
  constraint close_check5 CHECK (((final_at IS NULL) OR (announced_at IS NOT NULL))),
  constraint close_tenant_code_cycle_id_fkey FOREIGN KEY (tenant_code, cycle_id) REFERENCES points.cycle(tenant_code, id),
  constraint close_tenant_code_notice_id_fkey FOREIGN KEY (tenant_code, notice_id) REFERENCES notices.notice(tenant_code, id)
);
CREATE INDEX close_open ON stars.close USING btree (ends_at) WHERE (final_at IS NULL);
alter table stars.close enable row level security;
create policy own on stars.close using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select, update on table stars.close to xiangyue_app;

create table stars.plate (
  tenant_code text not null,
  id uuid not null,
  household_id uuid not null,
  code text not null,
  hung_at timestamp with time zone not null,
  hung_by uuid not null,
  taken_down_at timestamp with time zone,
  taken_down_by uuid,
  constraint plate_pkey PRIMARY KEY (tenant_code, id),
  constraint plate_tenant_code_code_key UNIQUE (tenant_code, code),
  constraint plate_check CHECK (((taken_down_at IS NULL) = (taken_down_by IS NULL))),
  constraint plate_code_check CHECK ((code ~ '^[0-9a-f]{20}$'::text))
);
CREATE UNIQUE INDEX plate_hanging ON stars.plate USING btree (tenant_code, household_id) WHERE (taken_down_at IS NULL);
alter table stars.plate enable row level security;
create policy own on stars.plate using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table stars.plate to xiangyue_app;

create table stars.score (
  tenant_code text not null,
  id uuid not null,
  close_id uuid not null,
  household_id uuid not null,
  revision integer not null,
  total_hundredths bigint not null,
  stars integer not null,
  participants integer not null,
  breakdown jsonb not null,
  inputs_hash text not null,
  computed_at timestamp with time zone not null,
  computed_in uuid not null,
  state text not null,
  replaces_id uuid,
  notice_id uuid,
  line integer,
  participant_ids uuid[] not null,
  constraint score_pkey PRIMARY KEY (tenant_code, id),
  constraint score_tenant_code_close_id_household_id_revision_key UNIQUE (tenant_code, close_id, household_id, revision),
  constraint score_participants CHECK ((cardinality(participant_ids) = participants)),
  constraint score_participants_check CHECK ((participants > 0)),
  constraint score_revision_check CHECK ((revision > 0)),
  constraint score_stars_check CHECK (((stars >= 0) AND (stars <= 5))),
  constraint score_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'announced'::text, 'final'::text, 'replaced'::text, 'withdrawn'::text]))),
  constraint score_tenant_code_close_id_fkey FOREIGN KEY (tenant_code, close_id) REFERENCES stars.close(tenant_code, id),
  constraint score_tenant_code_household_id_fkey FOREIGN KEY (tenant_code, household_id) REFERENCES people.household(tenant_code, id),
  constraint score_tenant_code_notice_id_line_fkey FOREIGN KEY (tenant_code, notice_id, line) REFERENCES notices.line(tenant_code, notice_id, line),
  constraint score_tenant_code_replaces_id_fkey FOREIGN KEY (tenant_code, replaces_id) REFERENCES stars.score(tenant_code, id)
);
CREATE INDEX score_household ON stars.score USING btree (tenant_code, household_id);
CREATE INDEX score_state ON stars.score USING btree (tenant_code, close_id, state);
alter table stars.score enable row level security;
create policy drafts_only on stars.score as restrictive for delete to xiangyue_app using ((state = 'draft'::text));
create policy own on stars.score using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table stars.score to xiangyue_app;

create table telling.course (
  tenant_code text not null,
  planned_before timestamp with time zone not null,
  constraint course_pkey PRIMARY KEY (tenant_code)
);
alter table telling.course enable row level security;
create policy own on telling.course using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant delete, insert, select, update on table telling.course to xiangyue_app;

create table telling.delivery (
  tenant_code text not null,
  id uuid not null,
  message_id uuid not null,
  person_id uuid not null,
  channel text not null,
  fallback text[] not null,
  needs_answer boolean not null,
  state text not null,
  tries integer not null,
  planned_at timestamp with time zone not null,
  next_at timestamp with time zone not null,
  reason text,
  settled_at timestamp with time zone,
  handed_by uuid,
  constraint delivery_pkey PRIMARY KEY (tenant_code, id),
  constraint delivery_tenant_code_message_id_channel_key UNIQUE (tenant_code, message_id, channel),
  constraint delivery_channel_check CHECK ((channel = ANY (ARRAY['wecom'::text, 'sms'::text, 'slip'::text, 'visit'::text]))),
  constraint delivery_check CHECK ((settled_at >= planned_at)),
  constraint delivery_check1 CHECK (((state = ANY (ARRAY['planned'::text, 'failed'::text])) = (settled_at IS NULL))),
  constraint delivery_check2 CHECK (((state = 'handed_over'::text) = (handed_by IS NOT NULL))),
  constraint delivery_check3 CHECK (((state <> 'handed_over'::text) OR (channel = ANY (ARRAY['slip'::text, 'visit'::text])))),
  constraint delivery_check4 CHECK (((state <> ALL (ARRAY['sent'::text, 'failed'::text, 'undeliverable'::text])) OR (channel = ANY (ARRAY['wecom'::text, 'sms'::text])))),
  constraint delivery_check5 CHECK (((state = ANY (ARRAY['failed'::text, 'undeliverable'::text])) = (reason IS NOT NULL))),
  constraint delivery_fallback_check CHECK ((fallback <@ ARRAY['wecom'::text, 'sms'::text, 'slip'::text, 'visit'::text])),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'failed'::text, 'sent'::text, 'undeliverable'::text, 'handed_over'::text]))),
  constraint delivery_tries_check CHECK ((tries >= 0)),
  constraint delivery_tenant_code_message_id_fkey FOREIGN KEY (tenant_code, message_id) REFERENCES notices.message(tenant_code, id) ON DELETE CASCADE
);
CREATE INDEX delivery_open ON telling.delivery USING btree (tenant_code, next_at) WHERE (settled_at IS NULL);
CREATE INDEX delivery_person ON telling.delivery USING btree (tenant_code, person_id, planned_at DESC);
alter table telling.delivery enable row level security;
create policy own on telling.delivery using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table telling.delivery to xiangyue_app;
grant update (state, tries, next_at, reason, settled_at, handed_by) on table telling.delivery to xiangyue_app;

create table telling.preference (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  channels text[] not null,
  wecom_sealed text,
  chosen_at timestamp with time zone not null,
  chosen_by uuid,
  constraint preference_pkey PRIMARY KEY (tenant_code, id),
  constraint preference_channels_check CHECK ((channels <@ ARRAY['wecom'::text, 'sms'::text, 'slip'::text, 'visit'::text])),
  constraint preference_check CHECK (((wecom_sealed IS NULL) OR ('wecom'::text = ANY (channels))))
);
CREATE INDEX preference_person ON telling.preference USING btree (tenant_code, person_id, chosen_at DESC);
alter table telling.preference enable row level security;
create policy own on telling.preference using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant insert, select on table telling.preference to xiangyue_app;

create view dividends.public_dividend as
 SELECT tenant_code,
    id,
    year,
    share_fen,
    share_source,
    share_post,
    cap_percent,
    pool_fen,
    money_source,
    money_note,
    state,
    resolution,
    notice_id,
    announced_at,
    ends_at,
    final_at
   FROM dividends.dividend
  WHERE (kernel.in_scope(tenant_code) AND (state = ANY (ARRAY['announced'::text, 'final'::text])));
grant select on table dividends.public_dividend to xiangyue_app;
grant select on table dividends.public_dividend to xiangyue_public;

create view dividends.public_line as
 SELECT tenant_code,
    dividend_id,
    number,
    points_hundredths,
    amount_fen
   FROM dividends.line
  WHERE (kernel.in_scope(tenant_code) AND (state <> 'replaced'::text));
grant select on table dividends.public_line to xiangyue_app;
grant select on table dividends.public_line to xiangyue_public;

create view organisations.public_holder with (security_barrier=true) as
 SELECT h.tenant_code,
    h.organisation_id,
    h.post,
    p.name,
    d.name AS division_name,
    h.since,
    h.until
   FROM (((organisations.post_holding h
     JOIN organisations.organisation o ON (((o.tenant_code = h.tenant_code) AND (o.id = h.organisation_id))))
     JOIN people.person p ON (((p.tenant_code = h.tenant_code) AND (p.id = h.person_id))))
     LEFT JOIN places.division d ON (((d.tenant_code = h.tenant_code) AND (d.id = h.division_id))))
  WHERE (kernel.in_scope(h.tenant_code) AND (o.kind <> ALL (ARRAY['administration'::text, 'enterprise'::text])));
grant select on table organisations.public_holder to xiangyue_app;
grant select on table organisations.public_holder to xiangyue_public;

create view shop.public_discount as
 SELECT tenant_code,
    percents,
    applies,
    effective_from,
    resolution
   FROM shop.discount
  WHERE kernel.in_scope(tenant_code);
grant select on table shop.public_discount to xiangyue_app;
grant select on table shop.public_discount to xiangyue_public;

create view shop.public_fund as
 SELECT tenant_code,
    source,
    note,
    amount_fen,
    resolution,
    funded_at
   FROM shop.fund
  WHERE kernel.in_scope(tenant_code);
grant select on table shop.public_fund to xiangyue_app;
grant select on table shop.public_fund to xiangyue_public;

create view shop.public_good as
 SELECT tenant_code,
    id,
    kind,
    name,
    about,
    price_points,
    stock,
    most,
    period,
    photo
   FROM shop.good
  WHERE (kernel.in_scope(tenant_code) AND (withdrawn_at IS NULL));
grant select on table shop.public_good to xiangyue_app;
grant select on table shop.public_good to xiangyue_public;

create view shop.public_pool as
 SELECT tenant_code,
    (COALESCE(sum((credits_posted - debits_posted)) FILTER (WHERE (kind = 'shop_pool'::text)), (0)::numeric))::bigint AS pool_fen,
    (COALESCE(sum((credits_posted - debits_posted)) FILTER (WHERE (kind = 'pool_spent'::text)), (0)::numeric))::bigint AS spent_fen,
    (COALESCE(sum((credits_posted - debits_posted)) FILTER (WHERE (kind = 'household_redeemable'::text)), (0)::numeric))::bigint AS circulating_hundredths,
    (COALESCE(sum((credits_posted - debits_posted)) FILTER (WHERE (kind = 'points_redeemed'::text)), (0)::numeric))::bigint AS redeemed_hundredths
   FROM journal.account a
  WHERE kernel.in_scope(tenant_code)
  GROUP BY tenant_code;
grant select on table shop.public_pool to xiangyue_app;
grant select on table shop.public_pool to xiangyue_public;

create view shop.public_redeemed as
 SELECT l.tenant_code,
    l.good_id,
    (sum(l.quantity))::integer AS quantity,
    (count(DISTINCT l.redemption_id))::integer AS times
   FROM (shop.redemption_line l
     JOIN shop.redemption r ON (((r.tenant_code = l.tenant_code) AND (r.id = l.redemption_id))))
  WHERE (kernel.in_scope(l.tenant_code) AND (r.state <> 'reversed'::text))
  GROUP BY l.tenant_code, l.good_id;
grant select on table shop.public_redeemed to xiangyue_app;
grant select on table shop.public_redeemed to xiangyue_public;

create view shop.public_scheme as
 SELECT tenant_code,
    id,
    redeemable_percent,
    dividend_percent,
    point_fen,
    effective_from,
    resolution
   FROM shop.scheme
  WHERE kernel.in_scope(tenant_code);
grant select on table shop.public_scheme to xiangyue_app;
grant select on table shop.public_scheme to xiangyue_public;

create view stars.distribution as
 SELECT tenant_code,
    cycle_id,
    stars,
    (count(*))::integer AS households
   FROM stars.award
  WHERE kernel.in_scope(tenant_code)
  GROUP BY tenant_code, cycle_id, stars;
grant select on table stars.distribution to xiangyue_app;
grant select on table stars.distribution to xiangyue_public;
