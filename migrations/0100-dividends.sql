-- A points dividend: money beside the share dividend, split by the points of the households' dividend
-- accounts. What was planned, announced and corrected stays as it was written; only states change.
create schema dividends;
grant usage on schema dividends to xiangyue_app, xiangyue_public;

create table dividends.dividend (
  tenant_code text not null,
  id uuid not null,
  year integer not null check (year between 2000 and 2100),
  share_fen bigint not null check (share_fen > 0),     -- the year's share dividend, which nothing here touches
  share_source text not null,                          -- where that figure stands
  share_by uuid not null,                              -- who answers for it
  share_post text not null,
  cap_percent integer not null check (cap_percent between 0 and 100),  -- as it held on the day of planning
  pool_fen bigint not null check (pool_fen > 0),
  money_source text not null check (money_source in ('collective_income', 'township_grant', 'donation', 'other')),
  money_note text not null,
  planned_at timestamptz not null,
  planned_by uuid,
  planned_in uuid not null,                            -- the act, by its envelope
  state text not null check (state in ('planned', 'replaced', 'announced', 'final')),
  resolution jsonb,
  notice_id uuid,
  announced_at timestamptz,
  announced_by uuid,
  announced_in uuid,
  ends_at timestamptz check (ends_at > announced_at),  -- of its latest notice
  final_at timestamptz check (final_at >= ends_at),
  final_in uuid,
  primary key (tenant_code, id),
  check (pool_fen * 100 <= share_fen * cap_percent),
  check ((state in ('announced', 'final')) = (resolution is not null and notice_id is not null
    and announced_at is not null and announced_in is not null and ends_at is not null)),
  check ((state = 'final') = (final_at is not null and final_in is not null))
);
create unique index dividend_year on dividends.dividend (tenant_code, year) where state <> 'replaced';
create index dividend_ending on dividends.dividend (ends_at) where state = 'announced';
alter table dividends.dividend enable row level security;
create policy own on dividends.dividend using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant select, insert, update (state, resolution, notice_id, announced_at, announced_by, announced_in, ends_at,
  final_at, final_in) on dividends.dividend to xiangyue_app;

-- A household's part. An upheld objection replaces lines by new revisions, which say what they replace.
create table dividends.line (
  tenant_code text not null,
  id uuid not null,
  dividend_id uuid not null,
  household_id uuid not null,
  number integer not null check (number > 0),          -- in the public table; says nothing about the household
  revision integer not null check (revision > 0),
  points_hundredths bigint not null check (points_hundredths >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  replaces_id uuid,
  notice_id uuid not null,
  notice_line integer not null check (notice_line > 0),
  computed_at timestamptz not null,
  computed_in uuid not null,
  state text not null check (state in ('announced', 'replaced', 'final')),
  primary key (tenant_code, id),
  unique (tenant_code, dividend_id, household_id, revision),
  foreign key (tenant_code, dividend_id) references dividends.dividend,
  foreign key (tenant_code, household_id) references people.household,
  foreign key (tenant_code, replaces_id) references dividends.line,
  check ((revision = 1) = (replaces_id is null))
);
create unique index line_number on dividends.line (tenant_code, dividend_id, number) where state <> 'replaced';
create unique index line_standing on dividends.line (tenant_code, dividend_id, household_id) where state <> 'replaced';
create index line_household on dividends.line (tenant_code, household_id);
alter table dividends.line enable row level security;
create policy own on dividends.line using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant select, insert, update (state) on dividends.line to xiangyue_app;

-- What everybody may read: no household stands in any of it.
create view dividends.public_dividend as
  select tenant_code, id, year, share_fen, share_source, share_post, cap_percent, pool_fen, money_source,
    money_note, state, resolution, notice_id, announced_at, ends_at, final_at
  from dividends.dividend where kernel.in_scope(tenant_code) and state in ('announced', 'final');
create view dividends.public_line as
  select tenant_code, dividend_id, number, points_hundredths, amount_fen
  from dividends.line where kernel.in_scope(tenant_code) and state <> 'replaced';
grant select on dividends.public_dividend, dividends.public_line to xiangyue_app, xiangyue_public;

-- Dividends whose latest notice has ended; for the program.
create function dividends.ended(now timestamptz) returns table (tenant_code text, dividend_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.tenant_code, d.id from dividends.dividend d
  where kernel.has_level('system') and d.state = 'announced' and d.ends_at <= ended.now
  order by 1, 2
$$;
revoke execute on function dividends.ended from public;
grant execute on function dividends.ended to xiangyue_app;
