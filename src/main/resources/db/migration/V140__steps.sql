-- the event that wakes a run before its time; * for whatever happens to the person
alter table flow_run add column awaits text;
-- when a parked run tries again by itself
alter table flow_run add column retry_at timestamptz;

create index flow_run_awaits on flow_run (part, shop_id, profile_id) where awaits is not null;
create index flow_run_retry on flow_run (part, retry_at) where status = 'parked' and retry_at is not null;

-- which way a person went at a step that draws lots, and when: what ways and holdouts are compared by
create table flow_draw (
    part int not null,
    shop_id int not null,
    run_id uuid not null,
    step text not null,
    flow_id uuid not null,
    way text not null,
    at timestamptz not null,
    primary key (part, shop_id, run_id, step)
) ${tenant};

create index flow_draw_step on flow_draw (part, shop_id, flow_id, step, way);

-- the way that has won; `ways` is what was compared, and a step whose ways were changed begins anew
create table flow_winner (
    shop_id int not null,
    flow_id uuid not null,
    step text not null,
    ways text not null,
    way text not null,
    at timestamptz not null,
    primary key (shop_id, flow_id, step)
);

-- of several messages that are due at once the one with the higher priority goes first
alter table message add column priority int not null default 0;
-- the coupon that the text may name
alter table message add column coupon jsonb;
