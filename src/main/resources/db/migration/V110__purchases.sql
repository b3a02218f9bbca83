-- what each buyer bought, in the order of time, one row a person: sums over any period come from two looks into sorted
-- arrays, without gathering orders. Orders that do not count are left out; who has none that counts has no row
create table purchases (
    part int not null,
    shop_id int not null,
    profile_id uuid not null,
    placed_at timestamptz[] not null,
    totals bigint[] not null,
    -- what was spent up to and with each order, refunds taken off
    spent bigint[] not null,
    primary key (part, shop_id, profile_id)
) ${tenant};

insert into purchases (part, shop_id, profile_id, placed_at, totals, spent)
select part, shop_id, profile_id,
    array_agg(placed_at order by placed_at, id),
    array_agg(total order by placed_at, id),
    array_agg(so_far order by placed_at, id)
from (
    select part, shop_id, profile_id, id, placed_at, total,
        (sum(total - refunded) over (
            partition by part, shop_id, profile_id order by placed_at, id rows unbounded preceding))::bigint as so_far
    from orders where counted) o
group by part, shop_id, profile_id;
