-- What the configuration was changed to, when and by which file. Rows are never changed.
CREATE TABLE ratio_fixer_config_changes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    changed_at timestamptz NOT NULL,
    node       text        NOT NULL,
    source     text        NOT NULL,
    changes    jsonb       NOT NULL,
    row_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ratio_fixer_config_changes_newest ON ratio_fixer_config_changes (changed_at DESC);
