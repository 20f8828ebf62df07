-- A channel's calibration is answered from every node, by what its campaigns know of it.
CREATE INDEX ratio_fixer_campaigns_channel ON ratio_fixer_campaigns (channel_id);
