-- What a person has done lately, for the log of a shift.
create index audit_person on platform.audit (person_id, at) where person_id is not null;
