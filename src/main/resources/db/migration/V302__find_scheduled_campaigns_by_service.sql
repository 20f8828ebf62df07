-- A campaign that is to start later has its ads campaign, too.
DROP INDEX ratio_fixer_campaigns_live_by_like_server;
DROP INDEX ratio_fixer_campaigns_live_by_comment_server;
CREATE INDEX ratio_fixer_campaigns_live_by_like_server
    ON ratio_fixer_campaigns ((terms ->> 'like_server')) WHERE status IN ('running', 'paused', 'scheduled');
CREATE INDEX ratio_fixer_campaigns_live_by_comment_server
    ON ratio_fixer_campaigns ((terms ->> 'comment_server')) WHERE status IN ('running', 'paused', 'scheduled');
