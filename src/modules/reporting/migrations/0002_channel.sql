-- By which way a vintage came: typed by the enterprise, sent by its program, filled in by its association, or brought in
-- from past years; and on what it rests (a telephone call, a file).
alter table reporting.vintage add column channel text not null default 'web';
alter table reporting.vintage add constraint vintage_channel check (channel in ('web', 'api', 'association', 'import'));
alter table reporting.vintage add column filed_by uuid;
alter table reporting.vintage add column filed_by_name text;
alter table reporting.vintage add column source text;
