-- A start asks which live campaigns use a service, so that an ads campaign serves one of them at a time.
CREATE INDEX ratio_fixer_campaigns_live_by_like_server
    ON ratio_fixer_campaigns ((terms ->> 'like_server')) WHERE status IN ('running', 'paused');
CREATE INDEX ratio_fixer_campaigns_live_by_comment_server
    ON ratio_fixer_campaigns ((terms ->> 'comment_server')) WHERE status IN ('running', 'paused');
