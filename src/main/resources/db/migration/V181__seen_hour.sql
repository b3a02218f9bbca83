-- Each visit moves last_seen_at. As long as an index held it, every such update also wrote into all the other indexes of the table;
-- now the index holds the hour, and lists sort within it
alter table profile add column seen_hour timestamptz
    generated always as (date_trunc('hour', last_seen_at at time zone 'UTC') at time zone 'UTC') stored;

drop index profile_recent;
create index profile_recent on profile (part, shop_id, seen_hour desc) where merged_into is null;

-- room for a row's next version on its own page, which is what spares the indexes
do $$
begin
    if (select relkind = 'r' from pg_class where oid = 'profile'::regclass) then
        alter table profile set (fillfactor = 90);
    end if;
end $$;
