-- When a key was last shown, to a few seconds: who looks over the keys sees which of them nobody needs.
ALTER TABLE ratio_fixer_api_keys ADD COLUMN last_used_at timestamptz;
