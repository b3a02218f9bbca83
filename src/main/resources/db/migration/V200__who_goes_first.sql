-- what goes before a hundred thousand that are due at once: no marketing, or its turn at the provider has come
create index message_due_first on message (part, due_at, priority desc, id)
    where status = 'queued' and (transactional or reason = 'rate');
