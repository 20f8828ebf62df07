-- What the policy answered last, so that "why does nothing happen" has its answer after a restart too.
ALTER TABLE ratio_fixer_campaigns ADD COLUMN policy_answer jsonb;
