-- Forgetting somebody who is off the books: what says who they were goes, what was decided stays and
-- still verifies. The mark opens the functions below, and nothing takes it away again.
alter table people.person add column forgotten_at timestamptz;
alter table people.person add constraint person_forgotten check (forgotten_at is null or (
  closed_on is not null and name = '（已遗忘）' and pinyin = '' and extract(doy from birth_date) = 1));
create policy forgotten on people.person as restrictive for update to xiangyue_app
  using (forgotten_at is null) with check (true);

create function people.is_forgotten(place text, person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select kernel.in_scope(place) and exists (
    select 1 from people.person p
    where p.tenant_code = place and p.id = person and p.forgotten_at is not null)
$$;

create procedure people.need_forgotten(place text, person uuid) language plpgsql as $$
begin
  if not people.is_forgotten(place, person) then
    raise exception 'nobody in the scope of this act who was forgotten' using errcode = '42501';
  end if;
end $$;

-- Destroys salt and content of the acts about somebody that were written down before they were
-- forgotten, and what repeats the content beside the envelope: its outcome, and the digest from which
-- an input could be guessed. The entries stay. The act of forgetting itself keeps its content.
create function audit.forget_contents(place text, person uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
end $$;

-- What the program told somebody goes with them.
create function notices.forget_messages(place text, person uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  call people.need_forgotten(place, person);
  delete from notices.message m where m.tenant_code = place and m.person_id = person;
end $$;

-- The account is this person no more. One that is still somebody elsewhere is left as it is; of any
-- other the name and everything that opened it go.
create function auth.forget_person(place text, person uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
end $$;

revoke execute on function people.is_forgotten, audit.forget_contents, notices.forget_messages,
  auth.forget_person from public;
revoke execute on procedure people.need_forgotten from public;
grant execute on function audit.forget_contents, notices.forget_messages, auth.forget_person
  to xiangyue_app;
