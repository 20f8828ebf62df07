-- The last look at each ads service's campaign and account. Instants are the engine's clock; claimed_until is the
-- database's own: one node looks, and all know.
CREATE TABLE ratio_fixer_service_preflights (
    service_id    text PRIMARY KEY,
    -- The ads campaign that was looked at; a service may be pointed at another.
    target        text        NOT NULL,
    at            timestamptz,
    items         jsonb       NOT NULL DEFAULT '[]',
    claimed_until timestamptz
);
