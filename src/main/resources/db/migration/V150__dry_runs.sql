-- flows tried on the past: what each would have done
create table flow_dry_run (
    shop_id int not null,
    id uuid not null,
    flow_id uuid not null,
    version int not null,
    -- what it did when it was asked: a draft's older versions are not kept
    definition jsonb not null,
    days int not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    -- people whose story is kept
    sample int not null,
    status text not null check (status in ('running', 'done', 'cancelled', 'failed')),
    created_at timestamptz not null,
    ended_at timestamptz,
    reason text,
    -- of 1, when it ended
    progress float8 not null default 0,
    -- numbers by name, when it has ended; until then they stand with the parts
    counts jsonb not null default '{}',
    primary key (shop_id, id)
);

create index flow_dry_run_flow on flow_dry_run (shop_id, flow_id, created_at);
create unique index flow_dry_run_one on flow_dry_run (shop_id, flow_id) where status = 'running';

-- what is left to do of those that are running; a part that is done has its row until all are
create table flow_dry_part (
    part int not null,
    shop_id int not null,
    run_id uuid not null,
    -- people up to this one have been done
    after_id uuid,
    done bigint not null,
    total bigint not null,
    over boolean not null,
    -- people at a time; fewer when they have done much
    piece int not null,
    tries int not null,
    counts jsonb not null default '{}',
    primary key (part, shop_id, run_id)
) ${tenant};

-- some of those who would have entered
create table flow_dry_person (
    part int not null,
    shop_id int not null,
    run_id uuid not null,
    -- by lot
    lot uuid not null,
    profile_id uuid not null,
    entered_at timestamptz not null,
    outcome text not null,
    story jsonb not null,
    primary key (part, shop_id, run_id, lot)
) ${tenant};
