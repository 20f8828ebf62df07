-- V050 was corrected after it had run: it failed on virtual generated columns of a dashboard, and its functions were
-- replaced by V200. A database on which the old text went through needs nothing of the new one.
DO $$
BEGIN
    IF to_regclass('ratio_fixer_schema_history') IS NOT NULL THEN
        UPDATE ratio_fixer_schema_history SET checksum = 1155199450 WHERE version = '050' AND checksum = -583603852;
    END IF;
END $$;
