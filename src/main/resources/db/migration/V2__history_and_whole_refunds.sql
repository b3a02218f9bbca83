-- null: all that was left of the order
alter table refund alter column amount drop not null;

-- a cart known only from history starts no flow
alter table cart add column history boolean not null default false;

-- a lane looks for what somebody else's lane merged away
create index profile_merged on profile (part, shop_id, merged_into) where merged_into is not null;
