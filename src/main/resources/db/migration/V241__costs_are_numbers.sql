-- 'NaN' is greater than every number, so that it passed cost >= 0; no amount of money can be read of it.
ALTER TABLE youtube_ratio_fixer_orders ADD CONSTRAINT cost_is_a_number CHECK (cost < 'Infinity');
