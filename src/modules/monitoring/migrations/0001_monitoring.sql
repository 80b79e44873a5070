-- Protected aggregates only: nothing in this schema is the figure of one enterprise, nor gives one away.
-- sector: two or three digits of GB/T 4754, '*' for all. region: two digits of GB/T 2260, '00' for the whole country.
create table monitoring.cell (
  form_code text not null,
  sector text not null,
  region text not null,
  indicator text not null,
  month text not null,
  vintage text not null check (vintage in ('first', 'final')),
  expected int not null,
  reported int not null,
  coverage numeric,
  total numeric,
  weighted_total numeric,
  mean numeric,
  growth_mom numeric,
  matched_mom int not null,
  growth_yoy numeric,
  matched_yoy int not null,
  chain_index numeric,
  diffusion numeric,
  suppressed text check (suppressed in ('few', 'dominated', 'complementary', 'revision')),
  provisional boolean not null,
  engine text not null,
  computed_at timestamptz not null,
  -- A withheld cell holds no figure at all, whoever reads the table; where only the step from the first to the
  -- final vintage would give one away, the level is withheld and the growth stays.
  check (suppressed is null or (total is null and weighted_total is null and mean is null)),
  check (suppressed is null or suppressed = 'revision' or (growth_mom is null and growth_yoy is null
    and chain_index is null and diffusion is null)),
  primary key (sector, form_code, indicator, month, region, vintage)
);
create index cell_month on monitoring.cell (form_code, indicator, month, vintage);
select platform.protect_sector('monitoring.cell');

-- measure: index (mean of the base months = 100), yoy (percent), per_head (per employee), level (rates).
create table monitoring.band (
  form_code text not null,
  sector text not null,
  indicator text not null,
  measure text not null check (measure in ('index', 'yoy', 'per_head', 'level')),
  month text not null,
  n int not null,
  p25 numeric,
  median numeric,
  p75 numeric,
  suppressed text check (suppressed in ('few', 'dominated', 'alike')),
  engine text not null,
  computed_at timestamptz not null,
  check (suppressed is null or (p25 is null and median is null and p75 is null)),
  primary key (sector, form_code, indicator, measure, month)
);
select platform.protect_sector('monitoring.band');

-- What has changed since the cells were computed.
create table monitoring.dirty (
  form_code text not null,
  sector text not null,
  month text not null,
  marked_at timestamptz not null,
  primary key (form_code, sector, month)
);
select platform.protect_system('monitoring.dirty');
