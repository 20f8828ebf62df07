package dev.ratiofixer.demo;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Sample;
import io.vertx.core.eventbus.EventBus;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Prints one line per event: what every campaign and every order does. */
public final class ConsoleEventPrinter {
    private final InstantSource clock;
    private final PrintStream out;

    public ConsoleEventPrinter(InstantSource clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** Begins to print. */
    public void listen(EventBus bus) {
        bus.<CampaignChanged>localConsumer(Addresses.CAMPAIGN_EVENTS, message -> print(message.body()));
        bus.<OrderChanged>localConsumer(Addresses.ORDER_EVENTS, message -> print(message.body()));
    }

    private void print(CampaignChanged event) {
        CampaignSnapshot snapshot = event.view().snapshot();
        out.printf(
                "%s %-9s %s | %s | %s%n",
                time(),
                event.what(),
                event.view().campaign().terms().campaignName(),
                counters(snapshot.lastSample()),
                standing(snapshot));
    }

    private void print(OrderChanged event) {
        OrderView order = event.order();
        out.printf(
                "%s order     %s %s %s: %s%s%n",
                time(),
                order.orderType().name().toLowerCase(java.util.Locale.ROOT),
                order.status().name().toLowerCase(java.util.Locale.ROOT),
                order.cost(),
                order.summary(),
                order.problem() == null ? "" : " (" + order.problem() + ")");
    }

    private Instant time() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    private static String counters(@Nullable Sample sample) {
        if (sample == null) {
            return "no sample yet";
        }
        Counters counters = sample.counters();
        return "views " + shown(counters.views()) + " likes " + shown(counters.likes()) + " comments "
                + shown(counters.comments());
    }

    private static String shown(@Nullable Long counter) {
        return counter == null ? "hidden" : counter.toString();
    }

    private static String standing(CampaignSnapshot snapshot) {
        Expectation expectation = snapshot.expectation();
        if (expectation == null) {
            return snapshot.status().name().toLowerCase(java.util.Locale.ROOT);
        }
        return "desired %d/%d short %d/%d ordered %d/%d"
                .formatted(
                        Math.round(expectation.likes().p50()),
                        Math.round(expectation.comments().p50()),
                        snapshot.shortfall().likes(),
                        snapshot.shortfall().comments(),
                        snapshot.orders().orderedLikes(),
                        snapshot.orders().orderedComments());
    }
}
