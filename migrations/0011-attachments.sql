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
  subject text,                                        -- 'deed:UUID' once it is used
  primary key (tenant_code, id)
);
create index attachment_subject on attachments.attachment (tenant_code, subject);
call kernel.protect('attachments.attachment');
revoke delete on attachments.attachment from xiangyue_app;
