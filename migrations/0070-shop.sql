-- The village shop: what points may be spent on, and the money that stands behind them. What a meeting
-- resolved, what was credited, bought and given back is written down once; only what is still open changes.
create schema shop;
grant usage on schema shop to xiangyue_app, xiangyue_public;

-- Whether and at what rate final scores become points to spend and points for the dividend, from a day on.
create table shop.scheme (
  tenant_code text not null,
  id uuid not null,
  redeemable_percent integer not null check (redeemable_percent between 0 and 1000),  -- per rating point
  dividend_percent integer not null check (dividend_percent between 0 and 1000),
  point_fen integer not null check (point_fen between 1 and 10000),  -- worth of a point in the shop
  effective_from date not null,
  resolution jsonb not null,
  resolved_at timestamptz not null,
  resolved_by uuid,
  resolved_in uuid not null,                           -- the act, by its envelope
  primary key (tenant_code, id),
  unique (tenant_code, effective_from)
);
call kernel.protect_append_only('shop.scheme');

-- Money that a meeting put behind the points.
create table shop.fund (
  tenant_code text not null,
  id uuid not null,
  source text not null check (source in ('collective_income', 'township_grant', 'donation', 'other')),
  note text not null,
  amount_fen bigint not null check (amount_fen > 0),
  resolution jsonb not null,
  funded_at timestamptz not null,
  funded_by uuid,
  funded_in uuid not null,
  primary key (tenant_code, id)
);
call kernel.protect_append_only('shop.fund');

-- Crediting waits because the pool would not cover it; resumed when money is put in.
create table shop.pause (
  tenant_code text not null,
  id uuid not null,
  since timestamptz not null,
  missing_fen bigint not null check (missing_fen > 0),  -- for the next credit in the row
  resumed_at timestamptz check (resumed_at >= since),
  primary key (tenant_code, id)
);
create unique index pause_open on shop.pause (tenant_code) where resumed_at is null;
alter table shop.pause enable row level security;
create policy own on shop.pause using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant select, insert, update (resumed_at) on shop.pause to xiangyue_app;

-- What a final score brought its household, once for each award.
create table shop.credit (
  tenant_code text not null,
  score_id uuid not null,
  household_id uuid not null,
  scheme_id uuid not null,
  rating_hundredths bigint not null check (rating_hundredths >= 0),
  counted_hundredths bigint not null check (counted_hundredths between 0 and rating_hundredths),
  redeemable_hundredths bigint not null check (redeemable_hundredths >= 0),
  dividend_hundredths bigint not null check (dividend_hundredths >= 0),
  credited_at timestamptz not null,
  credited_in uuid not null,
  primary key (tenant_code, score_id),
  foreign key (tenant_code, score_id) references stars.award,
  foreign key (tenant_code, household_id) references people.household,
  foreign key (tenant_code, scheme_id) references shop.scheme
);
create index credit_household on shop.credit (tenant_code, household_id);
call kernel.protect_append_only('shop.credit');

-- Final scores under a resolution that nothing was credited for yet, with the resolution of their day.
create function shop.uncredited(place text)
returns table (score_id uuid, household_id uuid, rating_hundredths bigint, awarded_at timestamptz,
  scheme_id uuid, redeemable_percent integer, dividend_percent integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.score_id, a.household_id, a.total_hundredths, a.awarded_at,
    s.id, s.redeemable_percent, s.dividend_percent
  from stars.award a
  cross join lateral (
    select s.* from shop.scheme s where s.tenant_code = a.tenant_code
      and s.effective_from <= (a.awarded_at at time zone 'Asia/Shanghai')::date
    order by s.effective_from desc limit 1) s
  where (kernel.in_scope(place) or kernel.has_level('system')) and a.tenant_code = place and not exists (
    select 1 from shop.credit c where c.tenant_code = a.tenant_code and c.score_id = a.score_id)
$$;

-- Places where something can be credited: final scores wait, and nothing is paused.
create function shop.tenants_to_credit() returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_code from (select distinct tenant_code from shop.scheme) t
  where kernel.has_level('system')
    and not exists (select 1 from shop.pause p where p.tenant_code = t.tenant_code and p.resumed_at is null)
    and exists (select 1 from shop.uncredited(t.tenant_code))
  order by 1
$$;

-- Goods, services and mutual help that points are given for.
create table shop.good (
  tenant_code text not null,
  id uuid not null,
  kind text not null check (kind in ('goods', 'service', 'help')),
  name jsonb not null,                                 -- { zh, en }; the Chinese binds
  about jsonb not null,
  supplier text not null,
  price_points integer not null check (price_points between 1 and 100000),
  stock integer check (stock >= 0),                    -- none for services and help
  most integer check (most > 0),                       -- for one household in one period
  period text check (period in ('month', 'quarter', 'year')),
  photo jsonb,                                         -- { id, sha256, thumbnailSha256, mediaType }
  listed_at timestamptz not null,
  withdrawn_at timestamptz check (withdrawn_at >= listed_at),
  primary key (tenant_code, id),
  check ((kind = 'goods') = (stock is not null)),
  check ((most is null) = (period is null))
);
call kernel.protect('shop.good');
revoke delete on shop.good from xiangyue_app;

-- Every change of a stock, with its reason; the stock is their sum.
create table shop.stock_step (
  tenant_code text not null,
  id uuid not null,
  good_id uuid not null,
  kind text not null check (kind in ('received', 'counted', 'redeemed', 'returned', 'reserved', 'released')),
  change integer not null,
  counted integer check (counted >= 0),
  reason text,
  source_id uuid,                                      -- the redemption or voucher
  taken_at timestamptz not null,
  taken_by uuid,
  primary key (tenant_code, id),
  foreign key (tenant_code, good_id) references shop.good,
  check ((kind = 'counted') = (counted is not null)),
  check (kind <> 'counted' or change = 0 or reason is not null)
);
create index stock_step_good on shop.stock_step (tenant_code, good_id, taken_at);
call kernel.protect_append_only('shop.stock_step');

create table shop.till (
  tenant_code text not null,
  id uuid not null,
  number integer not null check (number > 0),
  name text not null,
  opened_at timestamptz not null,
  closed_at timestamptz check (closed_at >= opened_at),
  primary key (tenant_code, id),
  unique (tenant_code, number)
);
call kernel.protect('shop.till');
revoke delete on shop.till from xiangyue_app;

-- A household's shop card. It opens nothing but the till: whoever holds it can be told apart, not signed in.
create table shop.card (
  tenant_code text not null,
  id uuid not null,
  household_id uuid not null,
  code_digest text not null,                           -- the printed code itself is not kept
  issued_at timestamptz not null,
  issued_by uuid,
  ended_at timestamptz check (ended_at >= issued_at),
  primary key (tenant_code, id),
  unique (tenant_code, code_digest),
  foreign key (tenant_code, household_id) references people.household
);
create unique index card_open on shop.card (tenant_code, household_id) where ended_at is null;
call kernel.protect('shop.card');
revoke delete on shop.card from xiangyue_app;

-- What stars take off a price, as resolved: a percentage for each of one to five stars.
create table shop.discount (
  tenant_code text not null,
  id uuid not null,
  percents integer[] not null check (cardinality(percents) = 5 and 0 <= all (percents) and 90 >= all (percents)),
  applies text not null check (applies in ('points', 'cash')),
  effective_from date not null,
  resolution jsonb not null,
  resolved_at timestamptz not null,
  resolved_by uuid,
  resolved_in uuid not null,
  primary key (tenant_code, id),
  unique (tenant_code, effective_from)
);
call kernel.protect_append_only('shop.discount');

-- A purchase with points. The goods stand in its lines.
create table shop.redemption (
  tenant_code text not null,
  id uuid not null,
  number integer not null check (number > 0),
  household_id uuid not null,
  till_id uuid not null,
  way text not null check (way in ('qr', 'card', 'slip', 'voucher')),
  slip text,                                           -- number of the signed paper slip
  voucher_id uuid,
  stars integer not null check (stars between 0 and 5),
  discount_percent integer not null check (discount_percent between 0 and 90),
  discount_applies text check (discount_applies in ('points', 'cash')),
  price_points integer not null check (price_points > 0),   -- after what stars take off the points
  paid_points integer not null check (paid_points between 1 and price_points),
  cash_fen bigint not null check (cash_fen >= 0),      -- noted only: no money passes through here
  worth_fen bigint not null check (worth_fen > 0),     -- what the pool owes for the points paid
  points_transfer uuid not null,
  fen_transfer uuid not null,
  redeemed_at timestamptz not null,
  redeemed_by uuid,
  redeemed_in uuid not null,
  state text not null check (state in ('done', 'reversal_proposed', 'reversed')),
  primary key (tenant_code, id),
  unique (tenant_code, number),
  foreign key (tenant_code, household_id) references people.household,
  foreign key (tenant_code, till_id) references shop.till,
  check ((way = 'slip') = (slip is not null)),
  check ((way = 'voucher') = (voucher_id is not null)),
  check ((discount_percent > 0) = (discount_applies is not null))
);
create unique index redemption_voucher on shop.redemption (tenant_code, voucher_id) where voucher_id is not null;
create unique index redemption_slip on shop.redemption (tenant_code, slip) where slip is not null;
create index redemption_household on shop.redemption (tenant_code, household_id, redeemed_at);
create index redemption_time on shop.redemption (tenant_code, redeemed_at desc);
alter table shop.redemption enable row level security;
create policy own on shop.redemption using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant select, insert, update (state) on shop.redemption to xiangyue_app;

create table shop.redemption_line (
  tenant_code text not null,
  redemption_id uuid not null,
  line integer not null check (line > 0),
  good_id uuid not null,
  quantity integer not null check (quantity > 0),
  unit_points integer not null check (unit_points > 0),
  points integer not null check (points > 0),          -- for the whole line, after the discount
  supplier text not null,
  primary key (tenant_code, redemption_id, line),
  foreign key (tenant_code, redemption_id) references shop.redemption,
  foreign key (tenant_code, good_id) references shop.good
);
create index redemption_line_good on shop.redemption_line (tenant_code, good_id);
call kernel.protect_append_only('shop.redemption_line');

-- Taking a purchase back: one side asks, the other answers; or reviewers of an objection decide it.
create table shop.reversal_step (
  tenant_code text not null,
  id uuid not null,
  redemption_id uuid not null,
  position integer not null check (position > 0),
  kind text not null check (kind in ('proposed', 'confirmed', 'declined', 'upheld')),
  side text not null check (side in ('shop', 'household', 'appeal')),
  reason text not null,
  taken_at timestamptz not null,
  taken_by uuid,
  primary key (tenant_code, id),
  foreign key (tenant_code, redemption_id) references shop.redemption
);
create unique index reversal_step_redemption on shop.reversal_step (tenant_code, redemption_id, position);
call kernel.protect_append_only('shop.reversal_step');

-- What everybody may read: no household stands in any of it.
create view shop.public_scheme as
  select tenant_code, id, redeemable_percent, dividend_percent, point_fen, effective_from, resolution
  from shop.scheme where kernel.in_scope(tenant_code);
create view shop.public_fund as
  select tenant_code, source, note, amount_fen, resolution, funded_at
  from shop.fund where kernel.in_scope(tenant_code);
create view shop.public_discount as
  select tenant_code, percents, applies, effective_from, resolution
  from shop.discount where kernel.in_scope(tenant_code);
create view shop.public_good as
  select tenant_code, id, kind, name, about, price_points, stock, most, period, photo
  from shop.good where kernel.in_scope(tenant_code) and withdrawn_at is null;
create view shop.public_pool as
  select a.tenant_code,
    coalesce(sum(a.credits_posted - a.debits_posted)
      filter (where a.kind = 'shop_pool'), 0)::bigint as pool_fen,
    coalesce(sum(a.credits_posted - a.debits_posted)
      filter (where a.kind = 'pool_spent'), 0)::bigint as spent_fen,
    coalesce(sum(a.credits_posted - a.debits_posted)
      filter (where a.kind = 'household_redeemable'), 0)::bigint as circulating_hundredths,
    coalesce(sum(a.credits_posted - a.debits_posted)
      filter (where a.kind = 'points_redeemed'), 0)::bigint as redeemed_hundredths
  from journal.account a where kernel.in_scope(a.tenant_code) group by a.tenant_code;
-- Since when crediting is paused, and how many households wait; nothing while it goes on.
create function shop.paused(place text) returns table (since timestamptz, households integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.since, (select count(distinct u.household_id)::int from shop.uncredited(place) u)
  from shop.pause p
  where kernel.in_scope(place) and p.tenant_code = place and p.resumed_at is null
$$;
create view shop.public_redeemed as
  select l.tenant_code, l.good_id, sum(l.quantity)::int as quantity, count(distinct l.redemption_id)::int as times
  from shop.redemption_line l
  join shop.redemption r on r.tenant_code = l.tenant_code and r.id = l.redemption_id
  where kernel.in_scope(l.tenant_code) and r.state <> 'reversed'
  group by l.tenant_code, l.good_id;
grant select on shop.public_scheme, shop.public_fund, shop.public_discount, shop.public_good,
  shop.public_pool, shop.public_redeemed to xiangyue_app, xiangyue_public;
revoke execute on function shop.uncredited, shop.tenants_to_credit, shop.paused from public;
grant execute on function shop.uncredited, shop.tenants_to_credit to xiangyue_app;
grant execute on function shop.paused to xiangyue_app, xiangyue_public;
