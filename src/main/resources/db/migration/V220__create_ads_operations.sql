-- What all nodes together use of the operations of the Google Ads API, of which an access level allows so many in a
-- rolling 24 hours. What is granted counts until 24 hours after the last moment at which it may be used, whether or not
-- the node that took it lived to use it.
CREATE TABLE ratio_fixer_ads_operations (
    counts_until timestamptz NOT NULL, -- a full minute
    purpose      text        NOT NULL CHECK (purpose IN ('return', 'change', 'read')),
    operations   integer     NOT NULL CHECK (operations >= 0),
    PRIMARY KEY (counts_until, purpose)
);
