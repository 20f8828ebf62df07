package dev.ratiofixer.http.api;

import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics.SourceDay;
import dev.ratiofixer.analytics.VideoAnalytics.VideoDay;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.http.Health.HealthReport;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList.ServiceView;
import dev.ratiofixer.smm.api.ServicePreflight;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers with health, the levers, and the prerequisites. */
final class EngineOperations {
    private static final CheckPrerequisites NOTHING_CHOSEN = new CheckPrerequisites(null, null, null, null);

    private final EngineClient engine;
    private final HealthReport health;
    private final PrerequisitesOperation checkList;

    EngineOperations(EngineClient engine, HealthReport health, StartReader reader) {
        this.engine = engine;
        this.health = health;
        this.checkList = new PrerequisitesOperation(engine, reader);
    }

    /** The contract's {@code Health}. */
    record HealthBody(
            Health.CheckStatus status,
            boolean available,
            String version,
            String node,
            @Nullable Long liveCampaigns,
            String compliance,
            List<Prerequisite> prerequisites,
            List<Health.Check> checks,
            List<Health.QuotaUse> quota,
            List<Health.Interval> intervals,
            List<Health.Coverage> coverage) {}

    /** The contract's {@code Service}. */
    record ServiceBody(
            String id,
            OrderType type,
            String name,
            @Nullable String minDaily,
            @Nullable String maxDaily,
            @Nullable String currency,
            @Nullable PreflightBody preflight) {
        /** The contract's {@code Preflight}. */
        record PreflightBody(Instant at, boolean ready, List<ServicePreflight.Item> items) {
            static PreflightBody of(ServicePreflight result) {
                return new PreflightBody(result.at(), result.ready(), result.items());
            }
        }

        /** @param wholly with what its ads account says, which may be about other clients */
        static ServiceBody of(ServiceView view, boolean wholly) {
            return new ServiceBody(
                    view.id(),
                    view.type(),
                    view.name(),
                    view.minDaily() == null ? null : view.minDaily().amount(),
                    view.maxDaily() == null ? null : view.maxDaily().amount(),
                    view.maxDaily() == null ? null : view.maxDaily().currency(),
                    view.preflight() == null || !wholly ? null : PreflightBody.of(view.preflight()));
        }
    }

    /** The body of {@code GET prerequisites}. */
    record PrerequisiteReport(boolean ready, List<Prerequisite> items) {}

    Future<OperationResult> health(ApiCall call) {
        Future<Health> report = health.report();
        if (call.caller().client() != null) {
            return report.map(now -> OperationResult.ok(body(held(now), new PrerequisitesChecked(List.of()))));
        }
        Future<PrerequisitesChecked> checked = engine.check(NOTHING_CHOSEN)
                .otherwise(failure -> new PrerequisitesChecked(List.of(new Prerequisite(
                        "services_available", "", false, true, String.valueOf(failure.getMessage())))));
        return Future.join(report, checked).map(both -> OperationResult.ok(body(report.result(), checked.result())));
    }

    /** Who is held to a client learns how the engine is: what its checks say may be about other clients. */
    private static Health held(Health now) {
        return new Health(
                now.available(),
                now.version(),
                now.node(),
                null,
                now.compliance(),
                now.checks().stream()
                        .map(check -> new Health.Check(check.name(), check.status(), ""))
                        .toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private static HealthBody body(Health now, PrerequisitesChecked checked) {
        List<Prerequisite> lines = new ArrayList<>();
        lines.add(engineLine(now));
        lines.add(complianceLine(now, true));
        lines.addAll(checked.prerequisites());
        return new HealthBody(
                now.status(),
                now.available(),
                now.version(),
                now.node(),
                now.liveCampaigns(),
                now.compliance(),
                lines,
                now.checks(),
                now.quota(),
                now.intervals(),
                now.coverage());
    }

    Future<OperationResult> services(ApiCall call) {
        return engine.services()
                .map(list -> OperationResult.ok(new CampaignBodies.Items<>(
                        list.services().stream()
                                .map(service ->
                                        ServiceBody.of(service, call.caller().client() == null))
                                .toList(),
                        null)));
    }

    Future<OperationResult> prerequisites(ApiCall call) {
        Future<Health> report = health.report();
        Future<List<Prerequisite>> checked = checkList.lines(call);
        return Future.all(report, checked).map(both -> {
            List<Prerequisite> lines = new ArrayList<>(checked.result());
            lines.add(engineLine(report.result()));
            String mode = call.text("mode").orElse("propose");
            lines.add(complianceLine(report.result(), mode.equals("observe")));
            lines.add(consentLine(mode.equals("auto")));
            boolean ready = lines.stream().allMatch(line -> line.met() || !line.required());
            return OperationResult.ok(new PrerequisiteReport(ready, lines));
        });
    }

    private static Prerequisite engineLine(Health now) {
        String detail = now.available()
                ? "New campaigns can be started."
                : "No campaign can be started now: the page Health says why.";
        return new Prerequisite("engine_available", "", now.available(), true, detail);
    }

    private static Prerequisite complianceLine(Health now, boolean observing) {
        boolean derived = !now.compliance().equals("declined");
        String detail = derived
                ? "Videos may be compared with others, and orders may be made."
                : "YouTube has not allowed this installation to compare videos: campaigns may only observe, and show counters."
                        + " Whoever runs Ratio Fixer can ask YouTube for that (setting compliance.derived_metrics).";
        return new Prerequisite("compliance_allows", "mode", derived || observing, true, detail);
    }

    private static Prerequisite consentLine(boolean auto) {
        String detail = auto
                ? "In the mode Automatic, the owner's consent and both limits are needed."
                : "The owner's consent is needed in the mode Automatic only.";
        return new Prerequisite("consent_given", "consent", !auto, false, detail);
    }

    /** {@code GET campaigns/{id}/analytics}: what the owner's analytics say of the video. */
    static final class AnalyticsOperation implements Operation {
        private final EngineClient engine;

        AnalyticsOperation(EngineClient engine) {
            this.engine = engine;
        }

        /** The contract's {@code VideoAnalytics}. */
        record AnalyticsBody(
                String videoId,
                @Nullable Instant readAt,
                @Nullable LocalDate readyThrough,
                @Nullable LocalDate provisionalSince,
                @Nullable TotalsBody totals,
                List<DayBody> days) {
            static AnalyticsBody of(String videoId, VideoAnalytics read) {
                List<DayBody> days = read.days().stream()
                        .map(day -> DayBody.of(
                                day,
                                read.sources().stream()
                                        .filter(source -> source.day().equals(day.day()))
                                        .toList()))
                        .toList();
                return new AnalyticsBody(
                        videoId,
                        read.readAt(),
                        read.readyThrough(),
                        read.provisionalSince(),
                        days.isEmpty() ? null : TotalsBody.of(days),
                        days);
            }
        }

        /** The contract's {@code AnalyticsDay}. Views by ads are null on a day without a row by source. */
        record DayBody(
                LocalDate day,
                @Nullable Long engagedViews,
                @Nullable Long views,
                @Nullable Long adsEngagedViews,
                @Nullable Long adsViews,
                @Nullable Long likes,
                @Nullable Long dislikes,
                @Nullable Long comments,
                @Nullable Long shares,
                @Nullable Long subscribersGained,
                @Nullable Double averageViewPercentage) {
            static DayBody of(VideoDay day, List<SourceDay> sources) {
                List<SourceDay> ads = sources.stream()
                        .filter(source -> source.source().equals(VideoAnalytics.ADVERTISING))
                        .toList();
                return new DayBody(
                        day.day(),
                        day.engagedViews(),
                        day.views(),
                        sources.isEmpty() ? null : sum(ads, SourceDay::engagedViews, 0L),
                        sources.isEmpty() ? null : sum(ads, SourceDay::views, 0L),
                        day.likes(),
                        day.dislikes(),
                        day.comments(),
                        day.shares(),
                        day.subscribersGained(),
                        day.averageViewPercentage());
            }
        }

        /** The contract's {@code AnalyticsTotals}: of the days that are listed, each number of those that have it. */
        record TotalsBody(
                @Nullable Long engagedViews,
                @Nullable Long views,
                @Nullable Long adsEngagedViews,
                @Nullable Long adsViews,
                @Nullable Long likesLessDislikes,
                @Nullable Long shares,
                @Nullable Long subscribersGained,
                @Nullable Double averageViewPercentage) {
            static TotalsBody of(List<DayBody> days) {
                return new TotalsBody(
                        sum(days, DayBody::engagedViews, null),
                        sum(days, DayBody::views, null),
                        sum(days, DayBody::adsEngagedViews, null),
                        sum(days, DayBody::adsViews, null),
                        sum(days, TotalsBody::likesLessDislikes, null),
                        sum(days, DayBody::shares, null),
                        sum(days, DayBody::subscribersGained, null),
                        watched(days));
            }

            private static @Nullable Long likesLessDislikes(DayBody day) {
                return day.likes() == null || day.dislikes() == null ? null : day.likes() - day.dislikes();
            }

            /** A day counts by its engaged views, which are those that are watched. */
            private static @Nullable Double watched(List<DayBody> days) {
                double weights = 0;
                double sum = 0;
                for (DayBody day : days) {
                    Long views = day.engagedViews();
                    Double share = day.averageViewPercentage();
                    if (views != null && views > 0 && share != null) {
                        weights += views;
                        sum += views * share;
                    }
                }
                return weights == 0 ? null : Math.round(sum / weights * 100) / 100.0;
            }
        }

        private static <T> @Nullable Long sum(List<T> all, Function<T, @Nullable Long> number, @Nullable Long none) {
            List<Long> known = all.stream().map(number).filter(Objects::nonNull).toList();
            return known.isEmpty()
                    ? none
                    : (Long) known.stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public Future<OperationResult> answer(ApiCall call) {
            return engine.status(new GetStatus(call.id()))
                    .compose(CampaignOperations::found)
                    .compose(view -> engine.analytics(view.campaign().video().id())
                            .map(read -> OperationResult.ok(AnalyticsBody.of(
                                    view.campaign().video().id().value(), read))));
        }
    }
}
