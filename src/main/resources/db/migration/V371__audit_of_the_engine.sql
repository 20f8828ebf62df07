-- What the engine does by itself and somebody has to be able to look up: data that goes because a consent has ended.
ALTER TABLE ratio_fixer_audit DROP CONSTRAINT ratio_fixer_audit_via_check;
ALTER TABLE ratio_fixer_audit ADD CONSTRAINT ratio_fixer_audit_via_check CHECK (via IN ('http', 'bridge', 'mcp', 'engine'));
