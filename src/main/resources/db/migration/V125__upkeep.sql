-- what is done once a night, and when it was done last
create table nightly (
    name text primary key,
    done_at timestamptz not null
);

-- rows are only ever added in order of time, so a few pages of index find the old ones
create index seen_at on seen using brin (at) with (autosummarize = on);

-- whether the whole file has arrived: a part of one must not be taken for it
alter table import add column whole boolean not null default true;
-- when its last piece came
alter table import add column touched_at timestamptz;
update import set whole = status <> 'uploading', touched_at = created_at;
alter table import alter column touched_at set not null;

create index profile_spent on profile (part, shop_id, spent desc, id desc) where merged_into is null;
create index profile_orders on profile (part, shop_id, orders desc, id desc) where merged_into is null;
