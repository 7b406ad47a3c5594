-- A draft that nobody wants any more is put away: kept with who and when, and its number is free again.
alter table compact.version
  add column discarded_at timestamptz,
  add column discarded_by uuid,
  add check (discarded_at is null or adopted_at is null),
  drop constraint version_tenant_code_rule_book_id_number_key;
create unique index version_number on compact.version (tenant_code, rule_book_id, number)
  where discarded_at is null;
drop policy change on compact.version;
-- Only a draft can be touched, and it is adopted for today or for days to come, never for the past.
create policy change on compact.version for update to xiangyue_app
  using (kernel.in_scope(tenant_code) and adopted_at is null and discarded_at is null)
  with check (kernel.in_scope(tenant_code) and (adopted_at is null
    or effective_from >= (adopted_at at time zone 'Asia/Shanghai')::date));
