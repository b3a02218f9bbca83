-- what is left to calculate of a new or changed segment, or to remove of a deleted one; a segment is ready when no part
-- has a row here, so the column that said so goes
create table segment_build (
    part int not null,
    shop_id int not null,
    segment_id uuid not null,
    -- whether the segment is deleted and its members are being removed
    gone boolean not null,
    -- people up to this one have been done
    after_id uuid,
    done bigint not null,
    total bigint not null,
    primary key (part, shop_id, segment_id)
) ${tenant};

alter table segment drop column ready_at;
