create schema journal;
grant usage on schema journal to xiangyue_app, xiangyue_public;

create table journal.account (
  tenant_code text not null,
  id uuid not null,
  kind text not null,                                  -- 'points_issued', 'household_rating' …
  owner_id uuid,                                       -- the household or person it belongs to
  commodity text not null check (commodity in ('POINT', 'CNY')),
  -- Sums of transfers, kept exact by the statement that writes the transfers.
  debits_pending bigint not null default 0 check (debits_pending >= 0),
  debits_posted bigint not null default 0 check (debits_posted >= 0),
  credits_pending bigint not null default 0 check (credits_pending >= 0),
  credits_posted bigint not null default 0 check (credits_posted >= 0),
  -- An account of this kind may never owe: what is debited must be covered by what was credited.
  must_be_covered boolean not null,
  primary key (tenant_code, id),
  check (not must_be_covered or debits_pending + debits_posted <= credits_posted)
);
create unique index account_owner on journal.account (tenant_code, kind, owner_id, commodity) nulls not distinct;
call kernel.protect('journal.account');
revoke delete on journal.account from xiangyue_app;

-- A transfer is never edited. Posting, voiding and reversing are transfers that name another one.
create table journal.transfer (
  tenant_code text not null,
  id uuid not null,
  kind text not null check (kind in ('posted', 'pending', 'post_pending', 'void_pending', 'reversal')),
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount bigint not null check (amount > 0),           -- hundredths of a point, or fen
  commodity text not null check (commodity in ('POINT', 'CNY')),
  refers_to uuid,                                      -- the pending or reversed transfer
  envelope_id uuid not null,
  at timestamptz not null,
  subject text not null,                               -- what it is for: 'score:UUID'
  clause text not null,                                -- rule version and item it rests on
  primary key (tenant_code, id),
  foreign key (tenant_code, debit_account_id) references journal.account,
  foreign key (tenant_code, credit_account_id) references journal.account,
  foreign key (tenant_code, refers_to) references journal.transfer,
  check (debit_account_id <> credit_account_id),
  check ((refers_to is null) = (kind in ('posted', 'pending')))
);
create index transfer_subject on journal.transfer (tenant_code, subject);
create index transfer_credit on journal.transfer (tenant_code, credit_account_id, at);
create index transfer_debit on journal.transfer (tenant_code, debit_account_id, at);
create unique index transfer_once on journal.transfer (tenant_code, refers_to) where refers_to is not null;
call kernel.protect_append_only('journal.transfer');
