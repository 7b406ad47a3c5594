-- What was read from an uploaded roster lies here, outside every act and its record, sealed, until
-- the sheet is imported or another takes its place; then the row is deleted.
create table people.roster_reading (
  tenant_code text not null,
  id uuid not null,                                    -- becomes the id of the sheet
  read_by text not null,                               -- the account that uploaded it
  read_at timestamptz not null,
  sealed text not null,
  primary key (tenant_code, id)
);
call kernel.protect('people.roster_reading');
alter table people.roster_sheet drop column sealed;

-- By which way somebody was signed in when they added a passkey: what is replaced takes along what
-- was added under it.
alter table auth.passkey add column added_with text;

-- Ends what was opened by a telephone or card that somebody else has replaced: its sessions, the
-- passkeys added in them, and the sessions that such passkeys opened. A passkey added by passkey is
-- counted to every way.
create function auth.end_way(place text, persons uuid[], way text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
end $$;

-- Whether an account is somebody who holds a post on a day.
create function auth.holds_post(account text, on_day date) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from auth.account_person ap
    join organisations.post_holding h on h.tenant_code = ap.tenant_code
      and h.person_id = ap.person_id and h.since <= on_day
      and (h.until is null or h.until > on_day)
    where ap.account_id = account and ap.until is null)
$$;

revoke execute on function auth.end_way, auth.holds_post from public;
grant execute on function auth.end_way to xiangyue_app;

-- An envelope's id is good for one act of one account at one place, so it is looked for everywhere.
-- Not unique: no key without the place first could be kept on a distributed table.
create index envelope_id on kernel.envelope (id);
