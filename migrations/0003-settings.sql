create schema settings;
grant usage on schema settings to xiangyue_app, xiangyue_public;

-- Every number from a law, a notice or a local rule: the nearest place and the latest date win.
create table settings.setting (
  tenant_code text not null,          -- the place that decided it; it holds for all below
  id uuid not null,
  key text not null,
  valid_from date not null,
  value jsonb not null,
  source text not null,
  verified boolean not null,
  decided_by uuid,
  decided_at timestamptz not null,
  primary key (tenant_code, id),
  unique (tenant_code, key, valid_from)
);
call kernel.protect_inherited('settings.setting');
grant select on settings.setting to xiangyue_public;
