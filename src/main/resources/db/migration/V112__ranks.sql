-- where the fifths of a shop's buyers end, by last purchase, orders and money spent: four borders each, in the order of
-- growing values; null where there are too few buyers
create table rfm (
    shop_id int primary key,
    computed_at timestamptz not null,
    buyers bigint not null,
    recency timestamptz[],
    frequency bigint[],
    monetary bigint[]
);

-- the last of the best customers that a condition asks for: how many orders she has in its period, and what she spent in
-- it; null where nobody bought
create table top_border (
    shop_id int not null,
    -- the condition as JSON
    question text not null,
    computed_at timestamptz not null,
    orders bigint,
    spent bigint,
    primary key (shop_id, question)
);

-- shops whose borders are to be computed anew: written by the parts in which something changed
create table rank_renewal (
    part int not null,
    shop_id int not null,
    due_at timestamptz not null,
    primary key (part, shop_id)
) ${tenant};

create index rank_renewal_due on rank_renewal (part, due_at);

insert into rank_renewal (part, shop_id, due_at)
select part0, id, created_at from shop;

-- whether members are only looked at again, since borders have moved: whoever enters or leaves then does so by an event
alter table segment_build add column renew boolean not null default false;
