-- Beside the cells, for the system alone: one row of text for a family of sectors (a division with its groups, the key
-- groups, or all) in a month and region, where there was a row a cell. It is always read and written as a whole.
-- It starts empty: cells without anything beside them are computed once more at the next start.
drop table monitoring.part;
create table monitoring.part (
  form_code text not null,
  -- Two digits of GB/T 4754, '@' for the key groups, '*' for all.
  family text not null,
  month text not null,
  region text not null,
  -- A line each: sector, indicator, vintage, step, linked, index, chained (step and index in 10⁻¹⁸).
  links text not null,
  -- Of a division, a line each: indicator, vintage, sums. From them all industries are added up.
  facts text not null,
  primary key (form_code, family, month, region)
);
select platform.protect_system('monitoring.part');

-- Two indexes instead of three: a table of industries or all of a month, and a place through the months.
drop index monitoring.cell_month;
drop index monitoring.cell_of_month;
alter table monitoring.cell drop constraint cell_pkey;
alter table monitoring.cell add primary key (form_code, month, indicator, sector, region, vintage);
create index cell_place on monitoring.cell (sector, region, indicator, month);
