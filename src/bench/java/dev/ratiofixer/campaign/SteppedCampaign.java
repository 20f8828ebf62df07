package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import java.time.Instant;
import java.util.Optional;

/** The decisions of one campaign, for whoever drives it by itself: without verticle, bus or timers. Not thread-safe. */
public final class SteppedCampaign {
    private static final ChannelKnowledge CHANNEL = new ChannelKnowledge.Empty(Instant.EPOCH);

    private final VideoFacts video;
    private final CampaignMachine machine;
    private CampaignState state = new CampaignState.Running(CampaignProgress.fresh(OrderTotals.NONE, null));

    public SteppedCampaign(String id, VideoFacts video) {
        this.video = video;
        CampaignTerms terms =
                new CampaignTerms("stepped", null, null, null, null, OrderMode.OBSERVE, null, CompleteWhen.NEVER, null);
        this.machine = new CampaignMachine(new Campaign(id, 1, video, terms, Instant.now()), CampaignRules.DEFAULT);
    }

    public VideoFacts video() {
        return video;
    }

    /** What the model is to be asked after a sample, if anything. */
    public Optional<Features> sampled(Sample sample) {
        Sampled news = new Sampled(video, sample, CHANNEL, null);
        Decision decision = machine.decide(state, new CampaignMessage.SampleReceived(news), sample.at());
        state = decision.state();
        return decision.effects().stream()
                .filter(CampaignEffect.AskModel.class::isInstance)
                .map(ask -> ((CampaignEffect.AskModel) ask).features())
                .findFirst();
    }

    /** Takes the expectation for the sample of an instant. */
    public CampaignSnapshot expected(Instant sampledAt, Expectation expectation) {
        state = machine.decide(state, new CampaignMessage.Expected(sampledAt, CHANNEL, expectation), sampledAt)
                .state();
        return SnapshotMapper.of(state, machine.rules());
    }
}
