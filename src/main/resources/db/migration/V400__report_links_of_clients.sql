-- A link may open the report of all campaigns of a client instead of one campaign's.
ALTER TABLE ratio_fixer_report_links ADD COLUMN client text;
ALTER TABLE ratio_fixer_report_links ALTER COLUMN campaign_id DROP NOT NULL;
ALTER TABLE ratio_fixer_report_links ADD CONSTRAINT ratio_fixer_report_links_of_one
    CHECK ((campaign_id IS NULL) <> (client IS NULL));
CREATE INDEX ratio_fixer_report_links_client_idx ON ratio_fixer_report_links (client, made_at DESC)
    WHERE client IS NOT NULL;
