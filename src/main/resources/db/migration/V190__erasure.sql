-- people who asked to be forgotten: while it is to be done with her profile's id, afterwards without; then it is the
-- receipt. Nothing in it says who she was to somebody who does not know it already
create table erasure (
    part int not null,
    shop_id int not null,
    -- drawn by chance; what is kept of figures stands under it instead of under her
    id uuid not null,
    profile_id uuid,
    asked_at timestamptz not null,
    -- null for an API key
    asked_by uuid,
    erased_at timestamptz,
    -- kind of data → {erased, kept}
    counts jsonb not null default '{}',
    -- keyed hashes of her addresses
    addresses text[] not null default '{}',
    primary key (part, shop_id, id)
) ${tenant};

-- a merge that was undone is found by whom it had taken in, too
create index merge_loser on merge (part, shop_id, loser);

create index erasure_open on erasure (part) where erased_at is null;

-- by what she was known, as keyed hashes: what was told before and comes late is not taken for somebody new
create table erased_key (
    part int not null,
    shop_id int not null,
    hash bytea not null,
    erasure_id uuid not null,
    at timestamptz not null,
    primary key (part, shop_id, hash)
) ${tenant};

-- addresses of erased people, as keyed hashes. `erased`: no marketing until she agrees anew; other reasons close the
-- address as in `suppression`, from where they came
create table erased_address (
    part int not null,
    shop_id int not null,
    channel text not null,
    hash bytea not null,
    reason text not null,
    at timestamptz not null,
    primary key (part, shop_id, channel, hash, reason)
) ${tenant};
