-- The admins' switch over all spending: its newest row. Without a row it is on, and limits.spending alone decides.
CREATE TABLE ratio_fixer_spending_switch (
    change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL,
    spending  boolean     NOT NULL,
    actor     text        NOT NULL,
    reason    text        NOT NULL
);
CREATE TRIGGER ratio_fixer_spending_switch_is_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON ratio_fixer_spending_switch
    FOR EACH STATEMENT EXECUTE FUNCTION ratio_fixer_append_only();
