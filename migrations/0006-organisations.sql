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
