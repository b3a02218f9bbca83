-- what came back and what became cheaper, and when: a flow that begins by it can be tried on the past
create table product_change (
    part int not null,
    shop_id int not null,
    product_id text not null,
    at timestamptz not null,
    id uuid not null,
    -- minor units; before is null for a product that came back
    price bigint,
    price_before bigint,
    primary key (part, shop_id, product_id, at, id)
) ${tenant};

-- rows are only ever added in order of time, so a few pages of index find the old ones
create index product_change_at on product_change using brin (at) with (autosummarize = on);
