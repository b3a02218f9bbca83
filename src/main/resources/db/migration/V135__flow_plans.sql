-- who is planned to enter a flow when her time has come, if what she was planned for still holds then
create table flow_plan (
    part int not null,
    shop_id int not null,
    flow_id uuid not null,
    profile_id uuid not null,
    -- what of several it is about: a cart, a checkout, an order; empty where a person has but one plan
    slot text not null,
    due_at timestamptz not null,
    context jsonb not null default '{}',
    primary key (part, shop_id, flow_id, profile_id, slot)
) ${tenant};

create index flow_plan_due on flow_plan (part, due_at);
create index flow_plan_profile on flow_plan (part, shop_id, profile_id);

-- what is left to plan for the people who were there already when a flow went live
create table flow_plan_build (
    part int not null,
    shop_id int not null,
    flow_id uuid not null,
    -- people up to this one have been done
    after_id uuid,
    done bigint not null,
    total bigint not null,
    primary key (part, shop_id, flow_id)
) ${tenant};

-- when the shop means to deliver
alter table orders add column planned_delivery date;
