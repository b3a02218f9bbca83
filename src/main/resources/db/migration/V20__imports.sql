-- the file's columns in their order, and what stands between them
alter table import add column columns jsonb not null default '[]';
alter table import add column separator text not null default ',';

-- the orders of a running import: to know an order whose rows do not stand together, and to find
-- what a cancellation without an order number takes back; gone when the import is done
create table import_order (
    shop_id int not null,
    import_id uuid not null,
    order_id text not null,
    customer text,
    seq bigint not null,
    -- pieces that nobody has taken back yet, by product
    remaining jsonb not null,
    primary key (shop_id, import_id, order_id)
);

create index import_order_customer on import_order (shop_id, import_id, customer);
