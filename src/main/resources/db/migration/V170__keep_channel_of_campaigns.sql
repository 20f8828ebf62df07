-- What a campaign knows beside its counters, so that a restart or another node goes on with it.
ALTER TABLE ratio_fixer_campaigns
    -- What is known of the video's channel, or why nothing is (ChannelKnowledge); null in rows of before: it is read anew.
    ADD COLUMN channel_knowledge jsonb,
    -- Since when neither count was under the trigger.
    ADD COLUMN healthy_since     timestamptz,
    -- When the policy was last asked what to order, and from when on asking again makes sense.
    ADD COLUMN orders_asked_at   timestamptz,
    ADD COLUMN ask_again_at      timestamptz;
