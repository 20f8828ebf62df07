-- Names of keys stand in the audit trail: two that look the same are one name there. Keys that got the same one by case,
-- blanks or a line break at the end keep it with their id behind it; the oldest keeps it as it is.
UPDATE ratio_fixer_api_keys k SET name = trim(regexp_replace(name, '[[:cntrl:]]', ' ', 'g')) || ' ' || left(k.key_id, 8)
WHERE k.revoked_at IS NULL AND EXISTS (
    SELECT FROM ratio_fixer_api_keys o
    WHERE o.revoked_at IS NULL AND (o.created_at, o.key_id) < (k.created_at, k.key_id)
      AND lower(trim(regexp_replace(o.name, '[[:cntrl:]]', ' ', 'g')))
        = lower(trim(regexp_replace(k.name, '[[:cntrl:]]', ' ', 'g'))));
UPDATE ratio_fixer_api_keys SET name = trim(regexp_replace(name, '[[:cntrl:]]', ' ', 'g'))
WHERE revoked_at IS NULL AND name <> trim(regexp_replace(name, '[[:cntrl:]]', ' ', 'g'));
DROP INDEX ratio_fixer_api_keys_one_a_name;
CREATE UNIQUE INDEX ratio_fixer_api_keys_one_a_name ON ratio_fixer_api_keys (lower(name)) WHERE revoked_at IS NULL;
