-- Tokens of channel owners that posted a comment as another channel than the one that it was for. Such a token posts
-- nothing any more until it is renewed, which makes it another one. The digest is SHA-256 of the refresh token.
CREATE TABLE ratio_fixer_blocked_owner_tokens (
    token_digest        text PRIMARY KEY CHECK (token_digest ~ '^[0-9a-f]{64}$'),
    author_channel_id   text        NOT NULL,
    expected_channel_id text        NOT NULL,
    comment_id          text        NOT NULL,
    blocked_at          timestamptz NOT NULL
);
