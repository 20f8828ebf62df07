-- Every node counts the orders that wait for a person and the budgets that are not back, every few seconds.
CREATE INDEX youtube_ratio_fixer_orders_open ON youtube_ratio_fixer_orders (status, effect_until)
    WHERE status IN ('proposed', 'pending');
