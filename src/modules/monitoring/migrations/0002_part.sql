-- Beside each cell, for the system alone: the unrounded step of the chain index, and for a division the sums from
-- which all industries are added up, so that one return does not need every row of every industry again.
create table monitoring.part (
  form_code text not null,
  sector text not null,
  region text not null,
  indicator text not null,
  month text not null,
  vintage text not null check (vintage in ('first', 'final')),
  -- In 10⁻¹⁸.
  step numeric not null,
  linked boolean not null,
  chain numeric not null,
  chained boolean not null,
  facts text,
  primary key (sector, form_code, month, region, indicator, vintage)
);
select platform.protect_system('monitoring.part');
create index cell_of_month on monitoring.cell (form_code, month, sector);
