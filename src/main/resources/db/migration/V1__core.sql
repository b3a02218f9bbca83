-- Tenant tables start (part, shop_id) and end with a placeholder that says how they are spread:
--   ${tenant}   nothing on one PostgreSQL; `partition by hash (part)` in the test profile that stands in for a cluster
--   ${monthly}  `partition by range (at)`, months made by the program; `partition by hash (part)` in that test profile
-- Tables without part are the shop's small definitions and the accounts: cached, replicated whole on a cluster.

-- ---------------------------------------------------------------- accounts and shops

create table account (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null
);

create table app_user (
    id uuid primary key,
    account_id uuid not null references account,
    email text not null unique,
    password_hash text not null,
    name text not null default '',
    locale text not null default 'en',
    role text not null check (role in ('owner', 'marketer', 'viewer')),
    created_at timestamptz not null,
    disabled_at timestamptz
);

create sequence shop_id_seq as int;

create table shop (
    id int primary key,
    account_id uuid not null references account,
    part0 int not null,
    parts int not null check (parts between 1 and 256),
    name text not null,
    url text not null,
    currency text not null,
    timezone text not null,
    locale text not null,
    country text not null,
    write_key text not null unique,
    settings jsonb not null default '{}',
    created_at timestamptz not null
);

create index shop_account on shop (account_id);

create table api_key (
    id uuid primary key,
    account_id uuid not null references account,
    shop_id int references shop,
    name text not null,
    hash text not null unique,
    role text not null check (role in ('owner', 'marketer', 'viewer')),
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
);

create table audit (
    id uuid primary key,
    account_id uuid not null,
    shop_id int,
    user_id uuid,
    at timestamptz not null,
    action text not null,
    detail jsonb not null default '{}'
);

create index audit_account on audit (account_id, at desc);

-- the manual clock's position, so that a restart goes on where it stood
create table app_clock (
    id int primary key check (id = 1),
    position timestamptz not null
);

-- secrets the program makes for itself (link signing, DKIM keys)
create table secret (
    name text primary key,
    value bytea not null,
    created_at timestamptz not null
);

-- ---------------------------------------------------------------- lanes and intake

create table lane (
    part int not null,
    kind text not null,
    primary key (part, kind)
);

-- one row holds one or many events of one shop, in order of arrival by id (UUIDv7)
create table inbox (
    part int not null,
    shop_id int not null,
    id uuid not null,
    received_at timestamptz not null,
    source text not null,
    -- set when another part's lane has already found out whose events these are
    profile_id uuid,
    payload bytea not null,
    primary key (part, id)
) ${tenant};

alter table inbox alter column payload set storage external;

create table seen (
    part int not null,
    shop_id int not null,
    id uuid not null,
    at timestamptz not null,
    primary key (part, shop_id, id)
) ${tenant};

create table failed_event (
    part int not null,
    shop_id int not null,
    id uuid not null,
    at timestamptz not null,
    source text not null,
    payload text not null,
    reason text not null,
    primary key (part, shop_id, id)
) ${tenant};

-- ---------------------------------------------------------------- people

create table identity (
    part int not null,
    shop_id int not null,
    kind text not null,
    value text not null,
    profile_id uuid not null,
    at timestamptz not null,
    primary key (part, shop_id, kind, value)
) ${tenant};

create index identity_profile on identity (part, shop_id, profile_id);

-- narrow on purpose: counting a condition over a million people reads this table whole
create table profile (
    part int not null,
    shop_id int not null,
    id uuid not null,
    known boolean not null,
    merged_into uuid,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    orders int not null default 0,
    items int not null default 0,
    spent bigint not null default 0,
    min_order bigint,
    max_order bigint,
    first_order_at timestamptz,
    last_order_at timestamptz,
    carts int not null default 0,
    last_cart_at timestamptz,
    open_cart bigint,
    abandoned_at timestamptz,
    primary key (part, shop_id, id)
) ${tenant};

create index profile_recent on profile (part, shop_id, last_seen_at desc) where merged_into is null;

create table profile_trait (
    part int not null,
    shop_id int not null,
    profile_id uuid not null,
    email text,
    phone text,
    external_id text,
    first_name text,
    last_name text,
    gender text,
    birthday date,
    locale text,
    timezone text,
    country text,
    city text,
    company text,
    tags text[] not null default '{}',
    attributes jsonb not null default '{}',
    -- trait name → time of the fact that set it; a later fact wins by its own time
    fact_times jsonb not null default '{}',
    primary key (part, shop_id, profile_id)
) ${tenant};

create index profile_trait_email on profile_trait (part, shop_id, email text_pattern_ops);
create index profile_trait_name on profile_trait (part, shop_id, lower(last_name) text_pattern_ops);
create index profile_trait_first on profile_trait (part, shop_id, lower(first_name) text_pattern_ops);

create table merge (
    part int not null,
    shop_id int not null,
    id uuid not null,
    winner uuid not null,
    loser uuid not null,
    loser_part int not null,
    at timestamptz not null,
    -- [{kind, value}] that were the loser's, so that undo can give them back
    identities jsonb not null,
    undone_at timestamptz,
    primary key (part, shop_id, id)
) ${tenant};

create index merge_winner on merge (part, shop_id, winner);

create table consent (
    part int not null,
    shop_id int not null,
    profile_id uuid not null,
    channel text not null,
    state text not null check (state in ('in', 'out', 'pending')),
    at timestamptz not null,
    source text not null,
    shown text not null default '',
    primary key (part, shop_id, profile_id, channel)
) ${tenant};

-- an address nobody may write to, routed like an identity
create table suppression (
    part int not null,
    shop_id int not null,
    channel text not null,
    address text not null,
    reason text not null,
    at timestamptz not null,
    primary key (part, shop_id, channel, address)
) ${tenant};

-- ---------------------------------------------------------------- the log of everything

create table event (
    part int not null,
    shop_id int not null,
    profile_id uuid not null,
    at timestamptz not null,
    id uuid not null,
    -- whose it was before merges
    origin_id uuid not null,
    name text not null,
    source text not null,
    received_at timestamptz not null,
    properties jsonb not null,
    primary key (part, shop_id, profile_id, at, id)
) ${monthly};

create index event_name on event (part, shop_id, name, at, profile_id);

-- ---------------------------------------------------------------- catalog: on the shop's first part

create table product (
    part int not null,
    shop_id int not null,
    -- the shop's own id
    id text not null,
    sku text,
    name text not null,
    brand text,
    price bigint,
    url text,
    image text,
    stock int,
    attributes jsonb not null default '{}',
    fact_at timestamptz not null,
    created_at timestamptz not null,
    primary key (part, shop_id, id)
) ${tenant};

create index product_brand on product (part, shop_id, brand);

-- a category is its path: `Men/Shoes/Trekking`; a product stands in each of its categories and their parents
create table product_category (
    part int not null,
    shop_id int not null,
    path text not null,
    product_id text not null,
    primary key (part, shop_id, path, product_id)
) ${tenant};

create index product_category_product on product_category (part, shop_id, product_id);

-- ---------------------------------------------------------------- carts and orders

create table cart (
    part int not null,
    shop_id int not null,
    id uuid not null,
    profile_id uuid not null,
    origin_id uuid not null,
    external_id text,
    state text not null check (state in ('open', 'abandoned', 'recovered', 'ordered', 'emptied')),
    currency text not null,
    value bigint not null,
    items int not null,
    -- [{product, variant, name, quantity, price, image, url}] with price in minor units of the shop's currency
    lines jsonb not null,
    url text,
    checkout_at timestamptz,
    checkout_step text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- when an open cart will count as abandoned; null when it never will
    due_at timestamptz,
    abandoned_at timestamptz,
    closed_at timestamptz,
    order_id uuid,
    primary key (part, shop_id, id)
) ${tenant};

create index cart_due on cart (part, due_at) where due_at is not null;
create index cart_profile on cart (part, shop_id, profile_id, created_at desc);
create index cart_created on cart (part, shop_id, created_at desc);
create index cart_state on cart (part, shop_id, state, changed_at desc);

create table orders (
    part int not null,
    shop_id int not null,
    -- stable hash of the shop's own order id, so that every source meets the same row
    id uuid not null,
    profile_id uuid not null,
    origin_id uuid not null,
    external_id text not null,
    number text not null,
    status text not null,
    -- whether it counts as a purchase: false once cancelled
    counted boolean not null,
    currency text not null,
    total bigint not null,
    refunded bigint not null default 0,
    original_total bigint not null,
    original_currency text not null,
    items int not null,
    discount bigint not null default 0,
    shipping bigint not null default 0,
    tax bigint not null default 0,
    coupon text,
    payment_method text,
    cart_id uuid,
    -- an order of the past, from an import: starts no flow
    history boolean not null default false,
    sources text[] not null,
    placed_at timestamptz not null,
    fact_at timestamptz not null,
    primary key (part, shop_id, id)
) ${tenant};

create index orders_profile on orders (part, shop_id, profile_id, placed_at desc);
create index orders_placed on orders (part, shop_id, placed_at desc) include (profile_id, total, refunded, counted);
create index orders_total on orders (part, shop_id, total) include (profile_id, placed_at, counted);

create table order_line (
    part int not null,
    shop_id int not null,
    order_id uuid not null,
    line int not null,
    profile_id uuid not null,
    product_id text not null,
    variant text,
    name text not null,
    quantity int not null,
    unit_price bigint not null,
    total bigint not null,
    refunded_quantity int not null default 0,
    placed_at timestamptz not null,
    counted boolean not null,
    primary key (part, shop_id, order_id, line)
) ${tenant};

create index order_line_product on order_line (part, shop_id, product_id, placed_at)
    include (profile_id, quantity, counted, order_id);
create index order_line_profile on order_line (part, shop_id, profile_id);

create table refund (
    part int not null,
    shop_id int not null,
    order_id uuid not null,
    id uuid not null,
    amount bigint not null,
    lines jsonb not null default '[]',
    at timestamptz not null,
    primary key (part, shop_id, order_id, id)
) ${tenant};

-- ---------------------------------------------------------------- segments

create table segment (
    shop_id int not null,
    id uuid not null,
    name text not null,
    condition jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- null until the first full calculation has ended
    ready_at timestamptz,
    primary key (shop_id, id)
);

create table membership (
    part int not null,
    shop_id int not null,
    segment_id uuid not null,
    profile_id uuid not null,
    -- a row with member = false only waits for its next check
    member boolean not null,
    since timestamptz not null,
    next_check_at timestamptz,
    primary key (part, shop_id, segment_id, profile_id)
) ${tenant};

create index membership_check on membership (part, next_check_at) where next_check_at is not null;
create index membership_profile on membership (part, shop_id, profile_id);

create table segment_count (
    part int not null,
    shop_id int not null,
    segment_id uuid not null,
    members bigint not null,
    primary key (part, shop_id, segment_id)
) ${tenant};

-- ---------------------------------------------------------------- flows

create table flow (
    shop_id int not null,
    id uuid not null,
    name text not null,
    status text not null check (status in ('draft', 'live', 'paused', 'archived')),
    recipe text,
    -- the version new people enter by; editing a live flow makes the next one
    version int not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    live_since timestamptz,
    primary key (shop_id, id)
);

create table flow_version (
    shop_id int not null,
    flow_id uuid not null,
    version int not null,
    definition jsonb not null,
    created_at timestamptz not null,
    primary key (shop_id, flow_id, version)
);

create table flow_run (
    part int not null,
    shop_id int not null,
    -- stable hash of (flow, re-entry key): entering twice for one reason meets the first run
    id uuid not null,
    flow_id uuid not null,
    version int not null,
    profile_id uuid not null,
    origin_id uuid not null,
    -- what the run is about: the cart, the order, the day
    key text not null,
    status text not null check (status in ('running', 'paused', 'parked', 'done', 'stopped')),
    step text not null,
    entered_at timestamptz not null,
    entered_step_at timestamptz not null,
    wake_at timestamptz,
    context jsonb not null default '{}',
    ended_at timestamptz,
    reason text,
    converted_at timestamptz,
    primary key (part, shop_id, id)
) ${tenant};

create index flow_run_wake on flow_run (part, wake_at) where wake_at is not null;
create index flow_run_profile on flow_run (part, shop_id, profile_id, flow_id);
create index flow_run_flow on flow_run (part, shop_id, flow_id, status, entered_at desc);

create table flow_count (
    part int not null,
    shop_id int not null,
    flow_id uuid not null,
    step text not null,
    name text not null,
    n bigint not null,
    primary key (part, shop_id, flow_id, step, name)
) ${tenant};

-- ---------------------------------------------------------------- messages and decisions

create table template (
    shop_id int not null,
    id uuid not null,
    name text not null,
    channel text not null,
    -- locale → {subject, preheader, mjml, text}
    content jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (shop_id, id)
);

-- one row for each reason to write to a person, for ever: a second message for it is refused
create table occurrence (
    part int not null,
    shop_id int not null,
    id uuid not null,
    at timestamptz not null,
    primary key (part, shop_id, id)
) ${tenant};

create table message (
    part int not null,
    shop_id int not null,
    -- the time is in its first 48 bits, so `at` can be told from the id
    id uuid not null,
    at timestamptz not null,
    profile_id uuid not null,
    origin_id uuid not null,
    channel text not null,
    transactional boolean not null,
    flow_id uuid,
    run_id uuid,
    step text,
    campaign_id uuid,
    template_id uuid,
    cart_id uuid,
    context jsonb not null default '{}',
    status text not null check (status in ('queued', 'sending', 'sent', 'skipped', 'failed', 'uncertain', 'bounced')),
    reason text,
    -- when the gate looks at it (again)
    due_at timestamptz,
    attempts int not null default 0,
    address text,
    subject text,
    sent_at timestamptz,
    opened_at timestamptz,
    clicked_at timestamptz,
    machine_opened_at timestamptz,
    machine_clicked_at timestamptz,
    ordered_at timestamptz,
    primary key (part, shop_id, id, at)
) ${monthly};

create index message_due on message (part, due_at) where status = 'queued';
create index message_sending on message (part) where status = 'sending';
create index message_profile on message (part, shop_id, profile_id, at desc);
create index message_recent on message (part, shop_id, at desc);

-- the mail as it was handed over
create table message_body (
    part int not null,
    shop_id int not null,
    message_id uuid not null,
    at timestamptz not null,
    subject text not null,
    html text not null,
    text text not null,
    headers jsonb not null default '{}',
    primary key (part, shop_id, message_id, at)
) ${monthly};

create table decision (
    part int not null,
    shop_id int not null,
    profile_id uuid not null,
    at timestamptz not null,
    id uuid not null,
    -- entered, waited, branched, stopped, ended; send, hold, skip
    outcome text not null,
    -- a code the screens translate
    reason text not null,
    detail jsonb not null default '{}',
    flow_id uuid,
    run_id uuid,
    step text,
    campaign_id uuid,
    message_id uuid,
    primary key (part, shop_id, profile_id, at, id)
) ${monthly};

create index decision_run on decision (part, shop_id, run_id) where run_id is not null;

-- ---------------------------------------------------------------- insight

-- a person's contact with a message: what attribution chooses from
create table touch (
    part int not null,
    shop_id int not null,
    profile_id uuid not null,
    at timestamptz not null,
    id uuid not null,
    kind text not null check (kind in ('click', 'scan', 'delivery', 'open')),
    channel text not null,
    machine boolean not null,
    message_id uuid not null,
    flow_id uuid,
    step text,
    campaign_id uuid,
    primary key (part, shop_id, profile_id, at, id)
) ${tenant};

-- append-only: the sum of an order's rows is what it counts for now, and to whom
create table credit (
    part int not null,
    shop_id int not null,
    order_id uuid not null,
    id uuid not null,
    profile_id uuid not null,
    at timestamptz not null,
    day date not null,
    source text not null check (source in ('site', 'campaign', 'flow')),
    flow_id uuid,
    step text,
    campaign_id uuid,
    message_id uuid,
    touch text,
    orders int not null,
    amount bigint not null,
    reason text not null,
    primary key (part, shop_id, order_id, id)
) ${tenant};

create index credit_flow on credit (part, shop_id, flow_id, day) where flow_id is not null;
create index credit_day on credit (part, shop_id, day, source);

-- counted per day of the shop's zone as things happen: `order` by source, `cart.created`, `cart.abandoned`, …
create table rollup (
    part int not null,
    shop_id int not null,
    day date not null,
    metric text not null,
    key text not null,
    n bigint not null,
    amount bigint not null,
    primary key (part, shop_id, day, metric, key)
) ${tenant};

-- ---------------------------------------------------------------- imports

create table import (
    shop_id int not null,
    id uuid not null,
    kind text not null check (kind in ('customers', 'products', 'orders')),
    format text not null check (format in ('csv', 'ndjson')),
    file_name text not null,
    mapping jsonb not null,
    status text not null check (status in ('uploading', 'waiting', 'running', 'done', 'failed', 'cancelled')),
    bytes bigint not null default 0,
    bytes_done bigint not null default 0,
    rows_done bigint not null default 0,
    rows_failed bigint not null default 0,
    created_at timestamptz not null,
    finished_at timestamptz,
    error text,
    primary key (shop_id, id)
);

-- the uploaded file in pieces that end at a row's end; gone when the import is done
create table import_chunk (
    shop_id int not null,
    import_id uuid not null,
    seq int not null,
    first_row bigint not null,
    payload bytea not null,
    done boolean not null default false,
    primary key (shop_id, import_id, seq)
);

create table import_error (
    shop_id int not null,
    import_id uuid not null,
    row_number bigint not null,
    reason text not null,
    line text not null,
    primary key (shop_id, import_id, row_number)
);
