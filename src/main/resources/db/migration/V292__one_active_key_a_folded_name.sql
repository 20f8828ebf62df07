-- Two nodes may make keys at one instant whose names differ in blanks or unseen characters only: the name as it is
-- compared is stored beside the one that is shown, and is unique. The engine writes it; that of older keys differs in case
-- and blanks only. Keys that share one keep their name with their id behind it; the oldest keeps it as it is.
ALTER TABLE ratio_fixer_api_keys ADD COLUMN folded_name text;
UPDATE ratio_fixer_api_keys SET folded_name = lower(trim(regexp_replace(name, '\s+', ' ', 'g')));
UPDATE ratio_fixer_api_keys k
SET name = k.name || ' ' || left(k.key_id, 8), folded_name = k.folded_name || ' ' || left(k.key_id, 8)
WHERE k.revoked_at IS NULL AND EXISTS (
    SELECT FROM ratio_fixer_api_keys o
    WHERE o.revoked_at IS NULL AND (o.created_at, o.key_id) < (k.created_at, k.key_id) AND o.folded_name = k.folded_name);
CREATE UNIQUE INDEX ratio_fixer_api_keys_one_a_folded_name ON ratio_fixer_api_keys (folded_name) WHERE revoked_at IS NULL;
