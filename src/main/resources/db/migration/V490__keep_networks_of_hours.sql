-- By where the ads were shown: in-stream, in-feed, Shorts, elsewhere. A backtest's estimate goes by it. Null in rows of before.
ALTER TABLE ratio_fixer_ads_hours ADD COLUMN network_views bigint[];
