package dev.ratiofixer.http;

import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.campaign.query.ListExports;
import dev.ratiofixer.campaign.query.ListedCampaign;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.campaign.query.SampleRange;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** The lists of a {@link FakeEngine}, two rows a batch. */
record FakeExports(FakeEngine engine) implements ListExports {
    private static final PageRequest ALL = new PageRequest(null, 1_000_000);
    private static final int BATCH = 2;

    @Override
    public Future<Void> campaigns(CampaignFilter filter, Function<List<CampaignView>, Future<Void>> taker) {
        return engine.campaigns(filter, ALL)
                .map(page -> page.items().stream().map(ListedCampaign::view).toList())
                .compose(all -> pass(all, taker));
    }

    @Override
    public Future<Void> samples(
            String campaignId, SampleRange range, Function<List<ExpectedSample>, Future<Void>> taker) {
        return engine.samples(campaignId, range, ALL).map(Page::items).compose(all -> pass(all, taker));
    }

    @Override
    public Future<Void> orders(OrderFilter filter, Function<List<OrderTrail>, Future<Void>> taker) {
        return engine.orders(filter, ALL).map(Page::items).compose(all -> pass(all, taker));
    }

    @Override
    public Future<Void> decisions(String campaignId, Function<List<KeptDecision>, Future<Void>> taker) {
        return engine.decisions(campaignId, ALL).map(Page::items).compose(all -> pass(all, taker));
    }

    static <T> Future<Void> pass(List<T> all, Function<List<T>, Future<Void>> taker) {
        if (all.isEmpty()) {
            return Future.succeededFuture();
        }
        int some = Math.min(BATCH, all.size());
        return taker.apply(all.subList(0, some)).compose(taken -> pass(all.subList(some, all.size()), taker));
    }
}
