-- A dashboard that tracked the replaced app has a table of this name, of another kind. Its rows stay, under a name that
-- says what they are; nothing of Ratio Fixer reads them.
DO $$
BEGIN
    IF to_regclass('youtube_ratio_fixer_orders') IS NOT NULL THEN
        ALTER TABLE youtube_ratio_fixer_orders RENAME TO youtube_ratio_fixer_orders_of_replaced_app;
    END IF;
END $$;
