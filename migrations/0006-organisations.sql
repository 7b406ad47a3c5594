create schema organisations;
grant usage on schema organisations to xiangyue_app, xiangyue_public;

create table organisations.organisation (
  tenant_code text not null,
  id uuid not null,
  kind text not null,                                  -- village committee, party branch, review group …
  name text not null,
  founded_on date not null,
  dissolved_on date,
  primary key (tenant_code, id)
);
call kernel.protect('organisations.organisation');
grant select on organisations.organisation to xiangyue_public;

-- A post held for a term. Permission follows from a post held today, never from a role flag.
create table organisations.post_holding (
  tenant_code text not null,
  id uuid not null,
  organisation_id uuid not null,
  post text not null,
  person_id uuid not null,
  division_id uuid,                                    -- which grid or villagers' group, where the post has one
  since date not null,
  until date check (until is null or until >= since),
  basis text not null,                                 -- election, appointment, resolution: with its date or number
  ended_reason text,
  primary key (tenant_code, id),
  foreign key (tenant_code, organisation_id) references organisations.organisation,
  foreign key (tenant_code, person_id) references people.person,
  foreign key (tenant_code, division_id) references places.division
);
create index post_holding_person on organisations.post_holding (tenant_code, person_id);
create index post_holding_organisation on organisations.post_holding (tenant_code, organisation_id);
call kernel.protect('organisations.post_holding');

-- Party members with and without office. Sensitive: never shown to the public.
create table organisations.party_membership (
  tenant_code text not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  since date not null,
  until date,
  primary key (tenant_code, id),
  foreign key (tenant_code, organisation_id) references organisations.organisation,
  foreign key (tenant_code, person_id) references people.person
);
call kernel.protect('organisations.party_membership');

-- What everybody may read: who holds the posts of public bodies. The view reads names with its
-- owner's rights, so the public role needs none on persons; the scope is asked here.
create view organisations.public_holder with (security_barrier = true) as
  select h.tenant_code, h.organisation_id, h.post, p.name, d.name as division_name, h.since, h.until
  from organisations.post_holding h
  join organisations.organisation o on o.tenant_code = h.tenant_code and o.id = h.organisation_id
  join people.person p on p.tenant_code = h.tenant_code and p.id = h.person_id
  left join places.division d on d.tenant_code = h.tenant_code and d.id = h.division_id
  where kernel.in_scope(h.tenant_code) and o.kind not in ('administration', 'enterprise');
grant select on organisations.public_holder to xiangyue_app, xiangyue_public;
