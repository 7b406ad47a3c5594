-- The second lock: every transaction runs as an unprivileged role and sees only its scope.
create schema kernel;
grant usage on schema kernel to xiangyue_app, xiangyue_public;

-- The scope is an array of code prefixes in `xiangyue.scope`; none means no rows.
-- One plain expression, so that the planner writes it into every query instead of calling it for
-- every row.
create function kernel.in_scope(code text) returns boolean
language sql stable parallel safe as $$
  select code ^@ any (string_to_array(nullif(current_setting('xiangyue.scope', true), ''), ','))
$$;

-- Rows of places above are readable, never writable: `xiangyue.above` lists their codes.
create function kernel.in_reading_scope(code text) returns boolean
language sql stable parallel safe as $$
  select kernel.in_scope(code)
    or code = any (string_to_array(nullif(current_setting('xiangyue.above', true), ''), ','))
$$;

-- What even the village must not read: only these levels (`county`, `township`, `system`) may.
create function kernel.has_level(level text) returns boolean
language sql stable parallel safe as $$
  select level = any (string_to_array(nullif(current_setting('xiangyue.levels', true), ''), ','))
$$;

-- The person in whose name somebody acts.
create function kernel.is_self(person uuid) returns boolean
language sql stable parallel safe as $$
  select person::text = any (
    string_to_array(nullif(current_setting('xiangyue.persons', true), ''), ','))
$$;

create procedure kernel.protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy own on %s using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code))', target);
  execute format('grant select, insert, update, delete on %s to xiangyue_app', target);
end $$;

create procedure kernel.protect_append_only(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy own on %s using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code))', target);
  execute format('grant select, insert on %s to xiangyue_app', target);
end $$;

-- Rows a place and those below it may read, and only the place itself may write.
create procedure kernel.protect_inherited(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy read on %s for select using (kernel.in_reading_scope(tenant_code))', target);
  execute format('create policy write on %s for insert with check (kernel.in_scope(tenant_code))', target);
  execute format('create policy change on %s for update using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code))', target);
  execute format('grant select, insert, update on %s to xiangyue_app', target);
end $$;

-- Which envelope was carried out, and with what result: a repeated one answers the first result.
create table kernel.envelope (
  tenant_code text not null,
  id uuid not null,
  name text not null,
  input_digest text not null,
  outcome text not null,
  sequence bigint not null,
  primary key (tenant_code, id)
);
call kernel.protect_append_only('kernel.envelope');
