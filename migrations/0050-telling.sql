-- Telling people outside the program: which ways somebody prefers, and what became of each message.
-- The message itself stays where it is; nothing here repeats what it says.
create schema telling;
grant usage on schema telling to xiangyue_app;

-- How somebody wishes to be told, newest row counts. In the program they are told always.
create table telling.preference (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  channels text[] not null check (channels <@ array['wecom', 'sms', 'slip', 'visit']),
  wecom_sealed text check ((wecom_sealed is null) or 'wecom' = any (channels)),
  chosen_at timestamptz not null,
  chosen_by uuid,                                      -- who entered it; another than the person: a helper
  primary key (tenant_code, id)
);
create index preference_person on telling.preference (tenant_code, person_id, chosen_at desc);
call kernel.protect_append_only('telling.preference');

-- Up to when a place's messages have been looked through.
create table telling.course (
  tenant_code text not null primary key,
  planned_before timestamptz not null
);
call kernel.protect('telling.course');
-- What was told before this migration was told in the program; it does not go out again.
insert into telling.course (tenant_code, planned_before)
select m.tenant_code, max(m.sent_at) + interval '1 microsecond' from notices.message m group by 1;

-- One message on its way by one channel. Where it cannot arrive, the next of `fallback` follows.
create table telling.delivery (
  tenant_code text not null,
  id uuid not null,
  message_id uuid not null,
  person_id uuid not null,
  channel text not null check (channel in ('wecom', 'sms', 'slip', 'visit')),
  fallback text[] not null check (fallback <@ array['wecom', 'sms', 'slip', 'visit']),
  needs_answer boolean not null,
  state text not null check (state in ('planned', 'failed', 'sent', 'undeliverable', 'handed_over')),
  tries integer not null check (tries >= 0),
  planned_at timestamptz not null,
  next_at timestamptz not null,                        -- not before; of a settled one: when it was last due
  reason text,
  settled_at timestamptz check (settled_at >= planned_at),
  handed_by uuid,
  primary key (tenant_code, id),
  unique (tenant_code, message_id, channel),
  foreign key (tenant_code, message_id) references notices.message on delete cascade,
  check ((state in ('planned', 'failed')) = (settled_at is null)),
  check ((state = 'handed_over') = (handed_by is not null)),
  check (state <> 'handed_over' or channel in ('slip', 'visit')),
  check (state not in ('sent', 'failed', 'undeliverable') or channel in ('wecom', 'sms')),
  check ((state in ('failed', 'undeliverable')) = (reason is not null))
);
create index delivery_open on telling.delivery (tenant_code, next_at) where settled_at is null;
create index delivery_person on telling.delivery (tenant_code, person_id, planned_at desc);
alter table telling.delivery enable row level security;
create policy own on telling.delivery using (kernel.in_scope(tenant_code))
  with check (kernel.in_scope(tenant_code));
grant select, insert, update (state, tries, next_at, reason, settled_at, handed_by)
  on telling.delivery to xiangyue_app;

create index message_sent on notices.message (tenant_code, sent_at);

-- Places where something was told that nobody has looked through yet.
create function telling.tenants_due(before timestamptz) returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.tenant_code from audit.head h
  left join telling.course c on c.tenant_code = h.tenant_code
  where kernel.has_level('system') and exists (
    select 1 from notices.message m where m.tenant_code = h.tenant_code
      and m.sent_at >= coalesce(c.planned_before, '-infinity') and m.sent_at < before)
  order by 1
$$;

-- To whom something was told in a span of time, and never what: a message is its person's alone.
create function telling.told_between(place text, since timestamptz, before timestamptz)
returns table (message_id uuid, person_id uuid, needs_answer boolean, signs_in boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.person_id, coalesce(m.facts ->> 'needs', '') = 'true',
    exists (select 1 from auth.account_person a where a.tenant_code = m.tenant_code
      and a.person_id = m.person_id and a.until is null)
  from notices.message m
  join people.person p on p.tenant_code = m.tenant_code and p.id = m.person_id
  where kernel.has_level('system') and kernel.in_scope(place) and m.tenant_code = place
    and m.sent_at >= since and m.sent_at < before and p.closed_on is null
$$;

-- What a slip says of messages that go by paper or by a visit, and of no other. Whoever prints it must
-- not learn of a deduction, a refusal or who objected: of those it says only that they wait, and until when.
create function telling.slip_words(place text, persons uuid[])
returns table (delivery_id uuid, person_id uuid, kind text, facts jsonb, sent_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.id, d.person_id,
    case when open.kind then m.kind else 'private' end,
    case when open.kind then m.facts
      else jsonb_strip_nulls(jsonb_build_object('until', m.facts -> 'until')) end,
    m.sent_at
  from telling.delivery d
  join notices.message m on m.tenant_code = d.tenant_code and m.id = d.message_id
  cross join lateral (select m.kind in
    ('deed_approved', 'deed_praised', 'score_announced', 'score_final') as kind) open
  where kernel.in_scope(place) and d.tenant_code = place and d.person_id = any (persons)
    and d.channel in ('slip', 'visit') and d.settled_at is null
  order by m.sent_at, d.id
$$;

-- How a forgotten person wished to be told goes with them; the deliveries go with their messages.
create function telling.forget_preferences(place text, person uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  call people.need_forgotten(place, person);
  delete from telling.preference p where p.tenant_code = place and p.person_id = person;
end $$;

revoke execute on function telling.tenants_due, telling.told_between, telling.slip_words,
  telling.forget_preferences from public;
grant execute on function telling.tenants_due, telling.told_between, telling.slip_words,
  telling.forget_preferences to xiangyue_app;
