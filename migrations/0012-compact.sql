create schema compact;
grant usage on schema compact to xiangyue_app, xiangyue_public;

create table compact.rule_book (
  tenant_code text not null,
  id uuid not null,
  template_key text,
  created_at timestamptz not null,
  created_by uuid,
  primary key (tenant_code, id)
);
call kernel.protect('compact.rule_book');
revoke update, delete on compact.rule_book from xiangyue_app;

-- A version is a draft until a recorded resolution adopts it; then it never changes again.
create table compact.version (
  tenant_code text not null,
  id uuid not null,
  rule_book_id uuid not null,
  number integer not null check (number > 0),
  content jsonb not null,
  content_hash text not null,                          -- SHA-256 of the canonical JSON of content
  drafted_at timestamptz not null,
  drafted_by uuid,
  resolution jsonb,                                    -- body, day, reference, present, agreed
  adopted_at timestamptz,
  adopted_by uuid,
  effective_from date,
  primary key (tenant_code, id),
  unique (tenant_code, rule_book_id, number),
  foreign key (tenant_code, rule_book_id) references compact.rule_book,
  check ((adopted_at is null) = (resolution is null)),
  check ((adopted_at is null) = (effective_from is null))
);
call kernel.protect('compact.version');
revoke delete on compact.version from xiangyue_app;
drop policy own on compact.version;
create policy read on compact.version for select to xiangyue_app
  using (kernel.in_scope(tenant_code));
create policy draft on compact.version for insert to xiangyue_app
  with check (kernel.in_scope(tenant_code) and adopted_at is null);
-- Only a draft can be touched, and it is adopted for today or for days to come, never for the past.
create policy change on compact.version for update to xiangyue_app
  using (kernel.in_scope(tenant_code) and adopted_at is null)
  with check (kernel.in_scope(tenant_code) and (adopted_at is null
    or effective_from >= (adopted_at at time zone 'Asia/Shanghai')::date));
create policy adopted on compact.version for select to xiangyue_public
  using (kernel.in_scope(tenant_code) and adopted_at is not null);
grant select on compact.version to xiangyue_public;
