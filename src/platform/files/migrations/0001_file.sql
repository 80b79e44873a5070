-- What was uploaded: the bytes lie in the data folder under their hash, the facts about them here.
create table platform.file (
  organisation_id uuid not null,
  id uuid not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  created_by uuid,
  primary key (organisation_id, id)
);
create index file_sha256 on platform.file (sha256);
select platform.protect('platform.file');
