-- 补报: a past month brought in from a workbook was never due, so it is neither on time nor late.
alter table reporting.filing add column history boolean not null default false;
update reporting.filing f set history = true from reporting.vintage v
where v.organisation_id = f.organisation_id and v.filing_id = f.id and v.number = 1 and v.channel = 'import';
