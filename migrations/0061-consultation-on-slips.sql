-- A call to comment on the village rules is for everybody to read: a slip carries it whole, as it does points
-- and results.
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
    ('deed_approved', 'deed_praised', 'score_announced', 'score_final', 'rules_consultation') as kind) open
  where p.person_id = any (persons)
  order by m.sent_at, p.delivery_id
$$;
