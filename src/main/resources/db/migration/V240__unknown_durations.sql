-- The duration of an upcoming video and of a running stream is unknown, which was written as 0.
ALTER TABLE ratio_fixer_campaigns ALTER COLUMN video_millis DROP NOT NULL;
UPDATE ratio_fixer_campaigns SET video_millis = NULL WHERE video_millis <= 0;
ALTER TABLE ratio_fixer_campaigns ADD CONSTRAINT video_millis_positive CHECK (video_millis > 0);
