-- The kept mail packed by the program, for a tenth of what PostgreSQL's own packing costs: html and text of older rows stay as they
-- are, newer rows have `packed` instead, see delivery.KeptMail
alter table message_body add column packed bytea;
alter table message_body alter column packed set storage external;
alter table message_body alter column html drop not null;
alter table message_body alter column text drop not null;
