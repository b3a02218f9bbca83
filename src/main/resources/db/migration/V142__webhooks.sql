-- calls to other programs, until the run that waits for one has heard what became of it
create table webhook_call (
    part int not null,
    shop_id int not null,
    -- the same at each try: the receiver sees it as webhook-id
    id uuid not null,
    run_id uuid not null,
    flow_id uuid not null,
    step text not null,
    secret_id uuid,
    url text not null,
    host text not null,
    -- emptied when the call is over
    body text not null,
    -- aside: its flow is paused
    status text not null check (status in ('open', 'aside', 'delivered', 'failed')),
    tries int not null,
    -- when it is made next; of one in hand, when it is made again if nothing more is heard of it
    due_at timestamptz,
    -- the last answer: HTTP status, and why it was no delivery
    answered int,
    why text,
    created_at timestamptz not null,
    primary key (part, shop_id, id)
) ${tenant};

create index webhook_call_due on webhook_call (part, due_at) where due_at is not null;
create index webhook_call_host on webhook_call (part, host, due_at) where due_at is not null;
create index webhook_call_run on webhook_call (part, shop_id, run_id);

create table webhook_secret (
    shop_id int not null,
    id uuid not null,
    flow_id uuid not null,
    value bytea not null,
    -- the one before it signs too until then
    value_before bytea,
    before_until timestamptz,
    created_at timestamptz not null,
    primary key (shop_id, id)
);

create index webhook_secret_flow on webhook_secret (shop_id, flow_id);
