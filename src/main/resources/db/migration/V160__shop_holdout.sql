-- which share of its people a shop keeps out of all marketing, since when: a comparison each
create table shop_holdout (
    id uuid primary key,
    shop_id int not null references shop,
    percent int not null check (percent between 1 and 50),
    began_at timestamptz not null,
    -- null for the one that runs
    ended_at timestamptz
);

create unique index shop_holdout_running on shop_holdout (shop_id) where ended_at is null;

-- who is compared, written when somebody first may be written to, whether she is kept out or not
create table holdout_person (
    part int not null,
    shop_id int not null,
    holdout_id uuid not null,
    -- whose lot it was, before merges
    origin_id uuid not null,
    profile_id uuid not null,
    held boolean not null,
    at timestamptz not null,
    primary key (part, shop_id, holdout_id, origin_id)
) ${tenant};

create index holdout_person_profile on holdout_person (part, shop_id, profile_id);

-- comparisons whose people of this part are still being gathered, and how far that is
create table holdout_build (
    part int not null,
    shop_id int not null,
    holdout_id uuid not null,
    after_id uuid not null,
    primary key (part, shop_id, holdout_id)
) ${tenant};
