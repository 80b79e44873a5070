-- Deeds done by a program with an organisation's key name the key beside the person who answers for it.
alter table platform.audit add column key_id uuid;
