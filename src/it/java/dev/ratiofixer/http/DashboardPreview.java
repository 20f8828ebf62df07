package dev.ratiofixer.http;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Campaigns and orders to look at: fills a site, and as a program keeps it running with time that passes. */
final class DashboardPreview {
    private static final String[] TITLES = {
        "Harbour Lights (Official Video)",
        "Paper Moons",
        "Undertow, live at the mill",
        "Second Summer",
        "Glasshouse",
        "Night Ferry (Acoustic)",
        "Static Bloom",
        "Northbound"
    };

    private DashboardPreview() {}

    /** Eight campaigns three days old; the first has orders of every kind, one of them waiting. */
    static String fill(FakeEngine engine) {
        String first = "";
        for (int i = 0; i < TITLES.length; i++) {
            String id = "campaign-" + i;
            Campaign campaign = new Campaign(
                    id,
                    1,
                    HttpFixtures.facts(new VideoId("preview000" + i), TITLES[i]),
                    HttpFixtures.terms(TITLES[i].split(" \\(|,", -1)[0] + " launch", OrderMode.PROPOSE),
                    FakeEngine.START);
            CampaignView view = HttpFixtures.fresh(campaign, FakeEngine.START);
            engine.change("started", view);
            first = i == 0 ? id : first;
        }
        engine.tick(Duration.ofHours(60));
        orders(engine, first);
        return first;
    }

    private static void orders(FakeEngine engine, String id) {
        engine.put(HttpFixtures.order(
                "order-1", id, OrderType.AD_BUDGET, OrderStatus.COMPLETED, FakeEngine.START.plus(Duration.ofHours(8))));
        engine.put(HttpFixtures.order(
                "order-2",
                id,
                OrderType.OWNER_COMMENT,
                OrderStatus.PENDING,
                FakeEngine.START.plus(Duration.ofHours(26))));
        engine.put(HttpFixtures.order(
                "order-3", id, OrderType.TEAM_TASK, OrderStatus.PENDING, FakeEngine.START.plus(Duration.ofHours(40))));
        engine.put(HttpFixtures.order(
                "order-4", id, OrderType.AD_BUDGET, OrderStatus.PROPOSED, FakeEngine.START.plus(Duration.ofHours(59))));
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (Site site = Site.open()) {
            fill(site.engine);
            System.out.println(
                    site.address() + "/#login=" + site.access.sessions().oneTimeLogin(Duration.ofHours(1)));
            site.vertx.setPeriodic(2000, tick -> site.engine.tick(Duration.ofSeconds(36)));
            TimeUnit.HOURS.sleep(1);
        }
    }
}
