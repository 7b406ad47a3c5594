create schema audit;
grant usage on schema audit to xiangyue_app, xiangyue_public;

-- One row a tenant, locked first by every command: it orders the tenant's writes.
create table audit.head (
  tenant_code text primary key check (tenant_code ~ '^[0-9]{12}$'),
  size bigint not null default 0 check (size >= 0),
  -- Roots of the complete subtrees of the RFC 6962 tree, largest first, as lower-case hex.
  frontier text not null default '',
  last_at timestamptz
);
alter table audit.head enable row level security;
create policy own on audit.head using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
grant select, insert, update (size, frontier, last_at) on audit.head to xiangyue_app;

create table audit.entry (
  tenant_code text not null,
  sequence bigint not null check (sequence >= 0),
  -- The bytes that are hashed; the format is specified in src/audit/README.md.
  entry text not null,
  leaf_hash text not null,
  command text not null,
  at timestamptz not null,
  subjects text[] not null,
  primary key (tenant_code, sequence)
);
create index entry_subject on audit.entry using gin (subjects);
call kernel.protect_append_only('audit.entry');

-- Salt and content live apart from the entry, so that a person can be forgotten.
create table audit.content (
  tenant_code text not null,
  sequence bigint not null,
  salt text not null,
  sealed text not null,
  primary key (tenant_code, sequence),
  foreign key (tenant_code, sequence) references audit.entry
);
call kernel.protect_append_only('audit.content');

-- Who looked at whose record, when and why; shown to the person.
create table audit.look (
  tenant_code text not null,
  id uuid not null,
  person_id uuid not null,
  looked_at timestamptz not null,
  by_person_id uuid,
  by_post text not null,
  by_organisation_id uuid,
  query text not null,
  purpose text not null,
  primary key (tenant_code, id)
);
create index look_person on audit.look (tenant_code, person_id, looked_at desc);
call kernel.protect_append_only('audit.look');
