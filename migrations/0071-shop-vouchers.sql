-- Vouchers for where there is no signal: signed, for one till and one use. Points, money and goods are set
-- aside when one is made out; it is handed in, or what was set aside goes back.
create table shop.voucher (
  tenant_code text not null,
  id uuid not null,
  number integer not null check (number > 0),
  household_id uuid not null,
  till_id uuid not null,
  good_id uuid not null,
  quantity integer not null check (quantity > 0),
  unit_points integer not null check (unit_points > 0),
  points integer not null check (points > 0),
  supplier text not null,
  stars integer not null check (stars between 0 and 5),
  discount_percent integer not null check (discount_percent between 0 and 90),
  discount_applies text check (discount_applies in ('points', 'cash')),
  worth_fen bigint not null check (worth_fen > 0),
  code text not null,                                  -- what is printed, signature and all
  issued_at timestamptz not null,
  issued_by uuid,
  issued_in uuid not null,
  usable_until date not null,                          -- last day at the till
  hand_in_until date not null check (hand_in_until >= usable_until),
  points_transfer uuid not null,                       -- set aside
  fen_transfer uuid not null,
  state text not null check (state in ('issued', 'handed_in', 'returned')),
  settled_at timestamptz check (settled_at >= issued_at),
  primary key (tenant_code, id),
  unique (tenant_code, number),
  foreign key (tenant_code, household_id) references people.household,
  foreign key (tenant_code, till_id) references shop.till,
  foreign key (tenant_code, good_id) references shop.good,
  check ((state = 'issued') = (settled_at is null))
);
create index voucher_household on shop.voucher (tenant_code, household_id, issued_at);
create index voucher_open on shop.voucher (hand_in_until) where state = 'issued';
alter table shop.voucher enable row level security;
create policy own on shop.voucher using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant select, insert, update (state, settled_at) on shop.voucher to xiangyue_app;
alter table shop.redemption add foreign key (tenant_code, voucher_id) references shop.voucher;

-- Places where a voucher was not handed in by its last day; for the program.
create function shop.tenants_to_return(today date) returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct v.tenant_code from shop.voucher v
  where kernel.has_level('system') and v.state = 'issued' and v.hand_in_until < today
  order by 1
$$;
revoke execute on function shop.tenants_to_return from public;
grant execute on function shop.tenants_to_return to xiangyue_app;
