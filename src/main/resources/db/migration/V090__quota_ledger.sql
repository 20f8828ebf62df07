-- What all nodes together took of a day's quota at Google, per bucket. What is granted counts as used, whether or not
-- the node that took it lived to use it.
CREATE TABLE ratio_fixer_quota (
    day        date    NOT NULL, -- Google's day: midnight to midnight Pacific time
    bucket     text    NOT NULL,
    used       integer NOT NULL CHECK (used >= 0),
    last_grant integer NOT NULL CHECK (last_grant >= 0),
    exhausted  boolean NOT NULL DEFAULT false, -- Google said so, whatever we counted
    PRIMARY KEY (day, bucket)
);
