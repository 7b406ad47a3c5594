-- Village rules (村规民约): one line of numbered rules per village. Whatever happens to them is written
-- down once and never changed: every text as it was saved, every step on the way, every comment.
create table compact.village_rules (
  tenant_code text not null,
  id uuid not null,
  number integer not null check (number > 0),
  begun_at timestamptz not null,
  begun_by uuid,
  primary key (tenant_code, id),
  unique (tenant_code, number)
);
create table compact.village_rules_text (
  tenant_code text not null,
  id uuid not null,
  rules_id uuid not null,
  revision integer not null check (revision > 0),
  content jsonb not null,                              -- title and numbered clauses
  content_hash text not null,                          -- SHA-256 of the canonical JSON of content
  written_at timestamptz not null,
  written_by uuid,
  primary key (tenant_code, id),
  unique (tenant_code, rules_id, revision),
  foreign key (tenant_code, rules_id) references compact.village_rules
);
create table compact.village_rules_step (
  tenant_code text not null,
  id uuid not null,
  rules_id uuid not null,
  position integer not null check (position > 0),
  kind text not null check (kind in
    ('consultation', 'review_asked', 'passed', 'returned', 'adopted', 'filed')),
  text_id uuid not null,                               -- the text as it stood at this step
  details jsonb not null,
  taken_at timestamptz not null,
  taken_by uuid,
  primary key (tenant_code, id),
  unique (tenant_code, rules_id, position),
  foreign key (tenant_code, rules_id) references compact.village_rules,
  foreign key (tenant_code, text_id) references compact.village_rules_text
);
create table compact.village_rules_comment (
  tenant_code text not null,
  id uuid not null,
  step_id uuid not null,                               -- the consultation it was said in
  clause integer not null check (clause >= 0),         -- 0: about the whole
  body text not null,
  proposed text,                                       -- how the clause should read instead
  said_at timestamptz not null,
  said_by uuid not null,
  primary key (tenant_code, id),
  foreign key (tenant_code, step_id) references compact.village_rules_step
);
create table compact.village_rules_answer (
  tenant_code text not null,
  comment_id uuid not null,
  taken_up boolean not null,
  reason text not null,
  answered_at timestamptz not null,
  answered_by uuid,
  primary key (tenant_code, comment_id),
  foreign key (tenant_code, comment_id) references compact.village_rules_comment
);
call kernel.protect_append_only('compact.village_rules');
call kernel.protect_append_only('compact.village_rules_text');
call kernel.protect_append_only('compact.village_rules_step');
call kernel.protect_append_only('compact.village_rules_comment');
call kernel.protect_append_only('compact.village_rules_answer');

-- Whether village rules were adopted: from then on everybody may read them and how they came about.
create function compact.rules_adopted(place text, rules uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from compact.village_rules_step s
    where s.tenant_code = place and s.rules_id = rules and s.kind = 'adopted')
$$;
revoke execute on function compact.rules_adopted from public;
grant execute on function compact.rules_adopted to xiangyue_public;

drop policy own on compact.village_rules;
drop policy own on compact.village_rules_text;
drop policy own on compact.village_rules_step;
create policy own on compact.village_rules to xiangyue_app
  using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
create policy own on compact.village_rules_text to xiangyue_app
  using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
create policy own on compact.village_rules_step to xiangyue_app
  using (kernel.in_scope(tenant_code)) with check (kernel.in_scope(tenant_code));
create policy adopted on compact.village_rules for select to xiangyue_public
  using (kernel.in_scope(tenant_code) and compact.rules_adopted(tenant_code, id));
create policy adopted on compact.village_rules_text for select to xiangyue_public
  using (kernel.in_scope(tenant_code) and compact.rules_adopted(tenant_code, rules_id));
create policy adopted on compact.village_rules_step for select to xiangyue_public
  using (kernel.in_scope(tenant_code) and compact.rules_adopted(tenant_code, rules_id));
grant select on compact.village_rules, compact.village_rules_text, compact.village_rules_step
  to xiangyue_public;
