-- How the first submission stood to the deadline, by the grace of the form it was filed with and the calendar of that day.
alter table reporting.filing add column arrival text;
alter table reporting.filing add constraint filing_arrival check (arrival in ('on-time', 'grace', 'late'));
