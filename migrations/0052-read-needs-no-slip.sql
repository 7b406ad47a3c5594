-- Whoever has read a message in the program needs no slip of it, and nobody brings one to somebody who
-- died or moved away: what waits on paper is the rest. Only this leaves the messages, which are their
-- person's alone.
create function telling.on_paper(place text)
returns table (delivery_id uuid, person_id uuid, channel text, needs_answer boolean, planned_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.id, d.person_id, d.channel, d.needs_answer, d.planned_at
  from telling.delivery d
  join notices.message m on m.tenant_code = d.tenant_code and m.id = d.message_id
  join people.person p on p.tenant_code = d.tenant_code and p.id = d.person_id
  where kernel.in_scope(place) and d.tenant_code = place and d.settled_at is null
    and d.channel in ('slip', 'visit') and m.read_at is null and p.closed_on is null
$$;
revoke execute on function telling.on_paper from public;
grant execute on function telling.on_paper to xiangyue_app;

create or replace function telling.slip_words(place text, persons uuid[])
returns table (delivery_id uuid, person_id uuid, kind text, facts jsonb, sent_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.delivery_id, p.person_id,
    case when open.kind then m.kind else 'private' end,
    case when open.kind then m.facts
      else jsonb_strip_nulls(jsonb_build_object('until', m.facts -> 'until')) end,
    m.sent_at
  from telling.on_paper(place) p
  join telling.delivery d on d.tenant_code = place and d.id = p.delivery_id
  join notices.message m on m.tenant_code = place and m.id = d.message_id
  cross join lateral (select m.kind in
    ('deed_approved', 'deed_praised', 'score_announced', 'score_final') as kind) open
  where p.person_id = any (persons)
  order by m.sent_at, p.delivery_id
$$;
