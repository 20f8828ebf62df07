-- Why nothing is ordered for a campaign until a person says so: somebody else has changed the budget that an order had set.
CREATE TABLE ratio_fixer_spending_holds (
    campaign_id  text        NOT NULL,
    order_id     text        NOT NULL,
    found        text        NOT NULL, -- the budget that was there instead
    since        timestamptz NOT NULL,
    reason       text        NOT NULL,
    changed_by   text,                 -- as Google names it; it may do so minutes later
    released_at  timestamptz,
    released_by  text,
    release_note text,
    PRIMARY KEY (campaign_id, order_id, found),
    CHECK ((released_at IS NULL) = (released_by IS NULL))
);
