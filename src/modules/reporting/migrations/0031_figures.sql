-- The figures of a return stand in one row (indicator → decimal as text) instead of one row each: 72 million figures are
-- 3.6 million rows. `figure` stays for whoever reads one figure a row, now as a view.
create table reporting.figures (
  organisation_id uuid not null,
  filing_id uuid not null,
  vintage int not null,
  form_code text not null,
  period text not null,
  industry_code text not null,
  region_code text not null,
  weight numeric not null,
  figures jsonb not null,
  received date not null,
  accepted_at timestamptz,
  returned boolean not null default false,
  -- The newest vintage that was not returned.
  newest boolean not null default true,
  primary key (organisation_id, filing_id, vintage)
);
insert into reporting.figures
select organisation_id, filing_id, vintage, min(form_code), min(period), min(industry_code), min(region_code), min(weight),
  jsonb_object_agg(indicator, value::text), min(received), min(accepted_at), bool_or(returned), bool_or(newest)
from reporting.figure group by organisation_id, filing_id, vintage;
create index figures_period on reporting.figures (form_code, period, industry_code);
select platform.protect('reporting.figures');

drop view reporting.report;
drop table reporting.figure;
create view reporting.figure with (security_invoker = true) as
  select organisation_id, filing_id, vintage, form_code, e.key as indicator, period, industry_code, region_code,
    weight, e.value::numeric as value, received, accepted_at, returned, newest
  from reporting.figures cross join lateral jsonb_each_text(figures) e;
grant select on reporting.figure to wenlian_app, wenlian_all;

-- For whoever computes: every vintage that still stands; `newest` is the one in force, provisional until accepted.
create view reporting.report with (security_invoker = true) as
  select organisation_id, filing_id, vintage, form_code, indicator, period, industry_code, region_code,
    weight, value, received, accepted_at, newest, accepted_at is null as provisional
  from reporting.figure
  where not returned;
grant select on reporting.report to wenlian_app, wenlian_all;

-- The same, all figures of a return together.
create view reporting.reports_view with (security_invoker = true) as
  select organisation_id, filing_id, vintage, form_code, period, industry_code, region_code, weight, figures, received,
    accepted_at, newest, accepted_at is null as provisional
  from reporting.figures
  where not returned;
grant select on reporting.reports_view to wenlian_app, wenlian_all;
