-- These columns say what the insight feature has already counted of a row. They stand in the row itself, so that
-- they go with it when a merge moves it to another person or part, and nothing is counted twice.

-- whose the order is for the reports, after the credit ledger; null until it counts for the first time
alter table orders add column source text;
alter table cart add column counted_at timestamptz;
alter table cart add column counted_state text;
alter table message add column counted_at timestamptz;
-- 1 sent, 2 opened, 4 clicked, 8 opened by a machine, 16 clicked by a machine
alter table message add column counted int not null default 0;

-- credit.at is the time of the order whose day it counts in
alter table credit add column refunded bigint not null default 0;
alter table credit add column written_at timestamptz;

create index credit_message on credit (part, shop_id, message_id) where message_id is not null;

-- the zone by whose days a shop is counted: the shop's own, once a change of it has been worked off
create table report_zone (
    shop_id int primary key,
    zone text not null
);

create index orders_source on orders (part, shop_id, source, placed_at desc) where source <> 'site';
-- in the order of bytes, so that one index serves both a prefix and a sorted list, whatever the database's language
create index orders_number on orders (part, shop_id, (lower(number) collate "C"));
create index cart_value on cart (part, shop_id, state, value desc);
create index product_name on product (part, shop_id, (lower(name) collate "C"), id);
create index product_price on product (part, shop_id, coalesce(price, -1) desc, id desc);
create index product_sku on product (part, shop_id, (lower(sku) collate "C"));
