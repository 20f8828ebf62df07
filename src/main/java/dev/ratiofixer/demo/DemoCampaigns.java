package dev.ratiofixer.demo;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.SupervisorRequest.FormChoice;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartOutcome;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.sheets.Spreadsheets;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The demo's campaigns: the sandbox's first videos, in {@code auto} mode, with consent and limits. */
final class DemoCampaigns {
    static final int COUNT = 8;
    /** Its owner allows trials of the budget, too. */
    private static final int WITH_TRIALS = 7;

    private static final List<String> TIERS = List.of("gold", "silver", "bronze");

    private DemoCampaigns() {}

    /** Starts them all; fails with the first that does not start. */
    static Future<Void> start(EventBus bus, Sandbox sandbox, Instant now) {
        List<Future<?>> starts = new ArrayList<>();
        List<SandboxVideo> videos = sandbox.videos();
        for (int i = 0; i < COUNT; i++) {
            StartCampaign start = new StartCampaign(
                    new VideoId(videos.get(i).videoId()),
                    FormChoice.AUTO,
                    terms(videos.get(i).title(), i, now),
                    "demo",
                    "demo-" + i);
            starts.add(
                    new LocalBus(bus).request(Addresses.SUPERVISOR, start).compose(outcome -> started(start, outcome)));
        }
        return Future.all(starts).mapEmpty();
    }

    private static CampaignTerms terms(String title, int campaign, Instant now) {
        return new CampaignTerms(
                title,
                Spreadsheets.COMMENTS_URL,
                TIERS.get(campaign % TIERS.size()),
                DemoConfiguration.likeServer(campaign),
                DemoConfiguration.commentServer(campaign),
                OrderMode.AUTO,
                new SpendLimits(Money.parse("400.00", "USD"), Money.parse("60.00", "USD")),
                CompleteWhen.NEVER,
                new Consent(
                        "the demo's owner",
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(365)),
                        campaign == WITH_TRIALS));
    }

    private static Future<Void> started(StartCampaign start, StartOutcome outcome) {
        return switch (outcome) {
            case StartOutcome.Started started -> Future.succeededFuture();
            case StartOutcome.AlreadyRunning running -> Future.succeededFuture();
            case StartOutcome.Unmet unmet ->
                Future.failedFuture("video " + start.video() + " cannot be started: " + unmet.missing());
        };
    }
}
