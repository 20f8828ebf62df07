-- The queue of orders that wait is read across campaigns, newest first, by status or in all.
CREATE INDEX youtube_ratio_fixer_orders_by_status
    ON youtube_ratio_fixer_orders (status, ordered_at DESC, order_id DESC);
CREATE INDEX youtube_ratio_fixer_orders_of_all ON youtube_ratio_fixer_orders (ordered_at DESC, order_id DESC);
