-- from when a run counts its waits: when the person entered, put off by the time the run was held up
alter table flow_run add column anchor_at timestamptz not null;
-- what the run is about, when it is a cart
alter table flow_run add column cart_id uuid;

-- only runs that may move: those of a paused flow lie aside and do not stand in the way
drop index flow_run_wake;
create index flow_run_due on flow_run (part, wake_at) where status = 'running' and wake_at is not null;

-- by day of the shop's zone, so that the numbers can be asked for a period; `waiting` is a balance
-- and has one row, at 1970-01-01
drop table flow_count;
create table flow_count (
    part int not null,
    shop_id int not null,
    flow_id uuid not null,
    step text not null,
    name text not null,
    day date not null,
    n bigint not null,
    primary key (part, shop_id, flow_id, step, name, day)
) ${tenant};
