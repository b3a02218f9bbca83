-- which version of the flow the message is of: its text is that version's, whatever was edited since
alter table message add column flow_version int;

-- a run's messages, to take them back when it stops
create index message_run on message (part, shop_id, run_id) where status = 'queued';
