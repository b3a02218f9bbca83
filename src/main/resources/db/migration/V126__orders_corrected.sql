-- who told the state that counts now, and when it came (null: at its own time): of two states of one time the later word
-- of the same source wins
alter table orders add column fact_source text not null default '';
alter table orders add column fact_received_at timestamptz;
