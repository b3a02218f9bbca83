-- a login: the cookie holds a random token, here is its hash. In the database, so that a login survives a
-- restart and is known to every node.
create table session (
    hash text primary key,
    user_id uuid not null references app_user on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

create index session_by_user on session (user_id);
