-- Paying out a dividend. Account numbers and their holders lie sealed; every step of a payment stays.
create table dividends.payee (
  tenant_code text not null,
  id uuid not null,
  household_id uuid not null,
  bank text not null,
  holder_sealed text not null,
  number_sealed text not null,
  number_tail text not null check (length(number_tail) = 4),  -- all that is ever shown of it
  word text,                                           -- how the household said so, when an officer entered it
  entered_at timestamptz not null,
  entered_by uuid,
  entered_in uuid not null,
  ended_at timestamptz check (ended_at >= entered_at),
  primary key (tenant_code, id),
  foreign key (tenant_code, household_id) references people.household
);
create unique index payee_open on dividends.payee (tenant_code, household_id) where ended_at is null;
alter table dividends.payee enable row level security;
create policy own on dividends.payee using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant select, insert, update (ended_at) on dividends.payee to xiangyue_app;

-- A list that was handed to the bank: who took it, when and why.
create table dividends.bank_file (
  tenant_code text not null,
  id uuid not null,
  dividend_id uuid not null,
  number integer not null check (number > 0),
  reason text not null,
  taken_at timestamptz not null,
  taken_by uuid,
  taken_in uuid not null,
  primary key (tenant_code, id),
  unique (tenant_code, dividend_id, number),
  foreign key (tenant_code, dividend_id) references dividends.dividend
);
call kernel.protect_append_only('dividends.bank_file');

create table dividends.payment_step (
  tenant_code text not null,
  id uuid not null,
  line_id uuid not null,
  position integer not null check (position > 0),
  kind text not null check (kind in ('sent', 'paid', 'returned', 'cash')),
  file_id uuid,
  payee_id uuid,
  note text,                                           -- why it came back, or how the cash was signed for
  transfer_id uuid,                                    -- in the journal: paid, or taken back
  taken_at timestamptz not null,
  taken_by uuid,
  taken_in uuid not null,
  primary key (tenant_code, id),
  unique (tenant_code, line_id, position),
  foreign key (tenant_code, line_id) references dividends.line,
  foreign key (tenant_code, file_id) references dividends.bank_file,
  foreign key (tenant_code, payee_id) references dividends.payee,
  check ((kind = 'sent') = (file_id is not null and payee_id is not null)),
  check (kind not in ('returned', 'cash') or note is not null),
  check (kind not in ('paid', 'cash') or transfer_id is not null)
);
call kernel.protect_append_only('dividends.payment_step');
