-- price and availability as the shop itself told them last, by `Product Updated`: what pages and orders say of a price
-- may be one customer's own
alter table product add column listed_price bigint;
alter table product add column available boolean;
alter table product add column listed_at timestamptz;

-- who has shown interest in which product, and when last; kept while a flow asks for it
create table product_interest (
    part int not null,
    shop_id int not null,
    product_id text not null,
    profile_id uuid not null,
    kind text not null check (kind in ('viewed', 'wished', 'cart')),
    at timestamptz not null,
    primary key (part, shop_id, product_id, profile_id, kind)
) ${tenant};

create index product_interest_profile on product_interest (part, shop_id, profile_id);

-- a product that came back or became cheaper, to be told to the people of this part
create table product_news (
    part int not null,
    shop_id int not null,
    id uuid not null,
    product_id text not null,
    at timestamptz not null,
    -- minor units; before is null for a product that came back
    price bigint,
    price_before bigint,
    -- people up to this one have been told
    after_id uuid,
    primary key (part, shop_id, id)
) ${tenant};
