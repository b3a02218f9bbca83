-- whom somebody put on a list, by whom she was then: a merge moves profile_id, its undoing moves it back
create table listed (
    part int not null,
    shop_id int not null,
    segment_id uuid not null,
    origin_id uuid not null,
    profile_id uuid not null,
    at timestamptz not null,
    primary key (part, shop_id, segment_id, origin_id)
) ${tenant};

create index listed_profile on listed (part, shop_id, profile_id, segment_id);

-- how many members a segment had at the end of a day on which their number changed
create table segment_day (
    part int not null,
    shop_id int not null,
    segment_id uuid not null,
    day date not null,
    members bigint not null,
    primary key (part, shop_id, segment_id, day)
) ${tenant};
