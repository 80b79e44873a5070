-- Issues 议题: the same trouble of many firms, held together by whoever answers it for all.
create table appeals.issue (
  organisation_id uuid not null,
  id uuid not null,
  number text not null,
  title text not null,
  kind text not null,
  answer text,
  outcome text,
  answered_at timestamptz,
  answered_by_name text,
  created_at timestamptz not null,
  created_by_name text not null,
  revision int not null default 1,
  demo boolean not null default false,
  primary key (organisation_id, id)
);
create index issue_id on appeals.issue (id);
select platform.protect('appeals.issue');

-- A jump of appeals of one kind, province and industry, told once while it lasts.
create table appeals.surge (
  kind text not null,
  province text not null,
  industry text not null,
  id uuid not null,
  at timestamptz not null,
  firms int not null,
  expected numeric not null,
  primary key (kind, province, industry, id)
);
select platform.protect_system('appeals.surge');
create index appeal_cell on appeals.appeal (kind, left(region_code, 2), left(industry_code, 2), submitted_at)
  where state <> 'draft';
