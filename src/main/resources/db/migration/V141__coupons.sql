create table coupon_pool (
    shop_id int not null,
    id uuid not null,
    name text not null,
    -- how many days a code holds from the day on which it is given
    valid_days int,
    -- the last day of all its codes
    expires_on date,
    low_at int not null,
    created_at timestamptz not null,
    archived_at timestamptz,
    primary key (shop_id, id)
);

-- on the shop's first part, whoever has them: a stock that all its people draw from
create table coupon_code (
    part int not null,
    shop_id int not null,
    -- the code in capitals: a shop has each once
    code_key text not null,
    pool_id uuid not null,
    code text not null,
    seq bigint not null,
    added_at timestamptz not null,
    -- to whom it was given, and who that was before merges
    profile_id uuid,
    origin_id uuid,
    -- the reason for which it was given
    occurrence uuid,
    given_at timestamptz,
    expires_on date,
    used_at timestamptz,
    used_by uuid,
    -- the shop's own id of the order
    used_order text,
    primary key (part, shop_id, code_key)
) ${tenant};

create index coupon_code_free on coupon_code (part, shop_id, pool_id, seq) where given_at is null;
create index coupon_code_given on coupon_code (part, shop_id, pool_id, given_at desc) where given_at is not null;
create index coupon_code_profile on coupon_code (part, shop_id, profile_id) where profile_id is not null;
create unique index coupon_code_occurrence on coupon_code (part, shop_id, occurrence) where occurrence is not null;
