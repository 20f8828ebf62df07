package dev.ratiofixer.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignTerms.Labels;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.http.live.LiveStream.EventOwners;
import dev.ratiofixer.store.StoreFixtures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose an event is while a campaign goes from one client to another. */
class EventOwnersTest {
    private final Promise<Map<String, String>> lookUp = Promise.promise();
    private final EventOwners owners = new EventOwners(new SlowDirectory());
    private final Campaign campaign = StoreFixtures.campaign();
    private final List<String> told = new ArrayList<>();

    @Test
    void whatIsHeardDuringALookUpIsNewerThanItsAnswer() {
        owners.of(campaign.id(), told::add);
        owners.heard(of("beta"));
        lookUp.complete(Map.of(campaign.id(), "acme"));
        owners.of(campaign.id(), told::add);

        assertThat(told).containsExactly("beta", "beta");
    }

    @Test
    void afterAFailedLookUpOnlyWhatIsHeardIsKnown() {
        owners.of(campaign.id(), told::add);
        owners.heard(of("beta"));
        lookUp.fail("the database is away");
        owners.of(campaign.id(), told::add);

        assertThat(told).containsExactly("beta", "beta");
    }

    private CampaignView of(String client) {
        return new CampaignView(
                campaign.with(campaign.terms().labelled("A name", new Labels(client, null, List.of()))),
                StoreFixtures.fresh());
    }

    /** Answers whose a campaign is when the test says so. */
    private final class SlowDirectory implements ClientDirectory {
        @Override
        public Future<Map<String, String>> ofCampaigns(List<String> campaignIds) {
            return lookUp.future();
        }

        @Override
        public Future<List<ClientTotals>> all(Instant now) {
            throw new AssertionError();
        }

        @Override
        public Future<Optional<ClientTotals>> find(String clientId, Instant now) {
            throw new AssertionError();
        }

        @Override
        public Future<Void> put(Client client) {
            throw new AssertionError();
        }

        @Override
        public Future<Map<String, String>> ofOrders(List<String> orderIds) {
            throw new AssertionError();
        }

        @Override
        public Future<Boolean> hasChannel(String clientId, String channelId) {
            throw new AssertionError();
        }
    }
}
