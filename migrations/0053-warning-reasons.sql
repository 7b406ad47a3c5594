-- Why something stays in a rule book although the check warns of it. Said before the adoption, public
-- with the version from its adoption on, and never changed.
create table compact.version_reason (
  tenant_code text not null,
  id uuid not null,
  version_id uuid not null,
  part text not null,                                  -- key of the item or aspect; empty: the whole book
  code text not null,                                  -- what the check warns of
  excerpt text not null,                               -- the words that gave rise to it; may be empty
  reason text not null,
  given_at timestamptz not null,
  given_by uuid,
  primary key (tenant_code, id),
  foreign key (tenant_code, version_id) references compact.version
);
create index version_reason_version on compact.version_reason (tenant_code, version_id);
call kernel.protect_append_only('compact.version_reason');

drop policy own on compact.version_reason;
create policy own on compact.version_reason to xiangyue_app
  using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
-- Everybody reads the reasons of an adopted version, without who wrote them down.
create policy adopted on compact.version_reason for select to xiangyue_public
  using (kernel.in_scope(tenant_code) and exists (select 1 from compact.version v
    where v.tenant_code = version_reason.tenant_code and v.id = version_reason.version_id
      and v.adopted_at is not null));
grant select (tenant_code, id, version_id, part, code, excerpt, reason, given_at)
  on compact.version_reason to xiangyue_public;
