-- What a photo looks like, so that the same one beside two deeds is found although its file differs.
-- It says nothing about who or what is on it. Without a hash the picture was too plain to compare.
create table attachments.picture (
  tenant_code text not null,
  attachment_id uuid not null,
  hash text check (hash ~ '^[0-9a-f]{32}$'),
  primary key (tenant_code, attachment_id),
  foreign key (tenant_code, attachment_id) references attachments.attachment
);
call kernel.protect_append_only('attachments.picture');

create schema oversight;
grant usage on schema oversight to xiangyue_app, xiangyue_public;

-- A day on which somebody was known to come and look: the radar looks at the days before.
create table oversight.inspection (
  tenant_code text not null,
  id uuid not null,
  came_on date not null,
  by_whom text not null check (length(by_whom) between 2 and 100),
  noted_at timestamptz not null,
  noted_by uuid,
  primary key (tenant_code, id),
  unique (tenant_code, came_on)
);
call kernel.protect_append_only('oversight.inspection');

-- Up to which day a cycle's records have been looked through, part by part.
create table oversight.look (
  tenant_code text not null,
  cycle_id uuid not null,
  part text not null check (part in ('verify', 'review', 'approve', 'pictures', 'course')),
  looked_on date not null,
  primary key (tenant_code, cycle_id, part)
);
call kernel.protect('oversight.look');

-- A question the records raise, with the figures of the day it was raised. Never a verdict, never changed.
create table oversight.flag (
  tenant_code text not null,
  id uuid not null,
  cycle_id uuid not null,
  kind text not null check (kind in ('variance', 'same_surname', 'kin', 'group', 'burst',
    'reused_picture', 'overturned_person', 'overturned_item')),
  key text not null,
  person_id uuid,                                      -- whom to ask; none: the leading group
  item_key text,
  deed_ids uuid[] not null,
  measures jsonb not null,
  raised_at timestamptz not null,
  primary key (tenant_code, id),
  unique (tenant_code, cycle_id, key)
);
call kernel.protect_append_only('oversight.flag');

-- What was asked, answered and concluded about a flag, each once and in this order.
create table oversight.flag_step (
  tenant_code text not null,
  flag_id uuid not null,
  kind text not null check (kind in ('asked', 'answered', 'closed')),
  at timestamptz not null,
  by_person_id uuid,
  by_post text not null,
  words text not null check (length(words) between 4 and 2000),
  primary key (tenant_code, flag_id, kind),
  foreign key (tenant_code, flag_id) references oversight.flag
);
call kernel.protect_append_only('oversight.flag_step');

-- Parts of cycles that nobody looked through today although something was decided since the last look.
create function oversight.due(on_day date)
returns table (place text, cycle uuid, part text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
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
$$;
revoke execute on function oversight.due from public;
grant execute on function oversight.due to xiangyue_app;
