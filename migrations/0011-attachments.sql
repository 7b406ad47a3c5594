create schema attachments;
grant usage on schema attachments to xiangyue_app, xiangyue_public;

-- A photo or voice note as kept after cleaning; the bytes lie outside the web root by their hash.
create table attachments.attachment (
  tenant_code text not null,
  id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  thumbnail_sha256 text,
  media_type text not null,
  bytes integer not null check (bytes > 0),
  width integer,
  height integer,
  duration_ms integer,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  primary key (tenant_code, id)
);
call kernel.protect('attachments.attachment');
revoke delete on attachments.attachment from xiangyue_app;

-- Households that may see it, because it lies beside something that is about them.
create table attachments.shown_to (
  tenant_code text not null,
  attachment_id uuid not null,
  household_id uuid not null,
  primary key (tenant_code, attachment_id, household_id),
  foreign key (tenant_code, attachment_id) references attachments.attachment,
  foreign key (tenant_code, household_id) references people.household
);
call kernel.protect_append_only('attachments.shown_to');
