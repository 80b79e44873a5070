-- A brief as it was written: the figures it stood on never change, later ones are laid beside them.
create table monitoring.brief (
  id uuid primary key,
  month text not null,
  vintage text not null check (vintage in ('first', 'final')),
  number int not null,
  cells jsonb not null,
  previous jsonb,
  restated jsonb not null,
  made_at timestamptz not null,
  made_by uuid,
  made_by_name text not null,
  unique (month, number)
);
select platform.protect_system('monitoring.brief');
