-- Who did what through the API: every call that changes something, and every call of a program through /mcp.
CREATE TABLE ratio_fixer_audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    key_id text NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    via text NOT NULL CHECK (via IN ('http', 'bridge', 'mcp')),
    action text NOT NULL,
    subject text,
    outcome text NOT NULL
);
CREATE INDEX ratio_fixer_audit_at_idx ON ratio_fixer_audit (at DESC, id DESC);
CREATE INDEX ratio_fixer_audit_subject_idx ON ratio_fixer_audit (subject, at DESC) WHERE subject IS NOT NULL;
