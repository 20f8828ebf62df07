-- What was asked in a few words, and the reason that a person gave. Rows of before have neither.
ALTER TABLE ratio_fixer_audit ADD COLUMN detail text;
ALTER TABLE ratio_fixer_audit ADD COLUMN reason text;
