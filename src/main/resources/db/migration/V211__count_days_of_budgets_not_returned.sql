-- What an order holds on days after its own: its budget should be back and is not, so each day counts against that
-- day's limits. The rest of held_micros counts for spend_day, as before.
CREATE TABLE ratio_fixer_order_days (
    order_id    text   NOT NULL REFERENCES youtube_ratio_fixer_orders,
    day         date   NOT NULL,
    held_micros bigint NOT NULL CHECK (held_micros >= 0),
    PRIMARY KEY (order_id, day)
);
