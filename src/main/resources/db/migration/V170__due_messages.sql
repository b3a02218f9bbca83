-- in the order in which they are taken: after a campaign to thousands they are all due at the same moment
drop index message_due;
create index message_due on message (part, due_at, priority desc, id) where status = 'queued';
