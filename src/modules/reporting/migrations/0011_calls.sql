-- Who called whom about a return, and what was said; seen by whoever called, and by the federation.
create table reporting.call (
  organisation_id uuid not null,
  id uuid not null,
  filing_id uuid not null,
  member_id uuid not null,
  result text not null check (result in ('promised', 'reached', 'unreached', 'declined', 'wrong-number')),
  spoke_with text,
  promised_on date,
  note text,
  called_by uuid,
  called_by_name text not null,
  called_at timestamptz not null,
  primary key (organisation_id, id)
);
create index call_filing on reporting.call (filing_id, called_at desc);
select platform.protect('reporting.call');
-- What was noted of a call stays as it was; a correction is another note.
revoke update, delete on reporting.call from wenlian_app;
