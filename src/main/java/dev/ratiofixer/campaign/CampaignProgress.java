package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds how far a campaign is: what was read, what is expected of it, what is short, what was ordered, what is wrong.
 *
 * @param healthySince since when neither count was under the trigger, {@code null} while one is or none is known
 */
record CampaignProgress(
        Observation reading,
        Shortfall shortfall,
        Ordering ordering,
        WatchPriority priority,
        @Nullable Instant healthySince,
        List<Problem> problems) {
    /** The problem of a campaign whose orders would cost while spending is switched off. */
    static final String SPENDING_OFF = "spending_off";

    private static final Set<String> AWAY = Arrays.stream(WatchError.values())
            .filter(WatchError::isAway)
            .map(CampaignMachine::pauseCode)
            .collect(Collectors.toUnmodifiableSet());
    /** What watching tells while the video can be seen, and the one code that stored rows of before have for it. */
    static final Set<String> TROUBLES = Stream.concat(
                    Stream.of("video_watch"),
                    Arrays.stream(WatchError.values())
                            .filter(trouble -> !trouble.isAway())
                            .map(CampaignMachine::pauseCode))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * What was read; the expectation is an earlier sample's until the model has answered for this one.
     *
     * @param channel what is known of the video's channel; what was known once is kept when YouTube is away
     * @param interval until the next sample as the YouTube verticle has it, {@code null} if it is not known
     */
    record Observation(
            @Nullable Sample sample,
            ChannelKnowledge channel,
            @Nullable Expectation expectation,
            ViewVelocity pace,
            @Nullable Duration interval) {
        static final Observation NONE =
                new Observation(null, ChannelKnowledge.unread(), null, ViewVelocity.UNKNOWN, null);

        /** The next reading. The YouTube verticle forgets with its process what came before, a campaign does not. */
        Observation next(Sampled news) {
            Sample next = news.sample();
            boolean fell = sample != null && next.counters().fellSince(sample.counters());
            Sample told = fell && !next.corrected()
                    ? new Sample(next.at(), next.counters(), next.countingRegime(), true)
                    : next;
            return new Observation(told, channel.after(news.channel()), expectation, pace.after(told), news.interval());
        }

        Observation expecting(@Nullable Expectation now) {
            return new Observation(sample, channel, now, pace, interval);
        }
    }

    /**
     * How it stands with the SMM verticle.
     *
     * @param change the last change of its orders that is counted in
     * @param asked whether an answer of the SMM verticle is awaited
     * @param lastAsked when it was last asked
     * @param askAgainAt from when asking makes sense again
     * @param answer what the policy said last, {@code null} before the first answer
     */
    record Ordering(
            OrderTotals totals,
            @Nullable Spend spend,
            long change,
            boolean asked,
            Instant lastAsked,
            Instant askAgainAt,
            @Nullable PolicyDecision answer) {
        /** Where nothing was ordered or asked, and no money is known. */
        private static final Ordering NOTHING =
                new Ordering(OrderTotals.NONE, null, 0, false, Instant.EPOCH, Instant.EPOCH, null);

        static Ordering begun(OrderTotals totals, @Nullable Spend spend) {
            return spend == null && totals.equals(OrderTotals.NONE)
                    ? NOTHING
                    : new Ordering(totals, spend, 0, false, Instant.EPOCH, Instant.EPOCH, null);
        }

        Ordering asking(Instant now) {
            return new Ordering(totals, spend, change, true, now, askAgainAt, answer);
        }

        /** As it was stored; an answer that was awaited then will not come. */
        Ordering asked(CampaignSnapshot.PolicyRequestTimes stored) {
            return stored.equals(CampaignSnapshot.PolicyRequestTimes.NEVER) && !asked
                    ? this
                    : new Ordering(totals, spend, change, false, stored.last(), stored.again(), stored.answer());
        }

        /** @param said {@code null} where nothing new was said */
        Ordering answered(Instant askAgain, @Nullable PolicyDecision said) {
            return new Ordering(totals, spend, change, false, lastAsked, askAgain, said == null ? answer : said);
        }

        /** Asks again by then, if it would not have before. */
        Ordering askingBy(Instant at) {
            return at.isBefore(askAgainAt) ? new Ordering(totals, spend, change, asked, lastAsked, at, answer) : this;
        }

        Ordering moved(OrderTotals newTotals, @Nullable Spend newSpend, long newChange) {
            return new Ordering(newTotals, newSpend, newChange, asked, lastAsked, askAgainAt, answer);
        }
    }

    static CampaignProgress fresh(OrderTotals totals, @Nullable Spend spend) {
        return new CampaignProgress(
                Observation.NONE, Shortfall.NONE, Ordering.begun(totals, spend), WatchPriority.URGENT, null, List.of());
    }

    CampaignProgress withReading(Observation newReading) {
        return new CampaignProgress(newReading, shortfall, ordering, priority, healthySince, problems);
    }

    CampaignProgress withOrdering(Ordering newOrdering) {
        return new CampaignProgress(reading, shortfall, newOrdering, priority, healthySince, problems);
    }

    CampaignProgress withPriority(WatchPriority newPriority) {
        return new CampaignProgress(reading, shortfall, ordering, newPriority, healthySince, problems);
    }

    CampaignProgress assessed(Shortfall newShortfall, WatchPriority newPriority, @Nullable Instant newHealthySince) {
        return new CampaignProgress(reading, newShortfall, ordering, newPriority, newHealthySince, problems);
    }

    /** With this problem added or told anew; a problem that goes on keeps the time it began. */
    CampaignProgress with(Problem problem) {
        Instant since = problems.stream()
                .filter(known -> known.code().equals(problem.code()))
                .map(Problem::since)
                .findFirst()
                .orElse(problem.since());
        List<Problem> told = new ArrayList<>(without(problem.code()).problems);
        told.add(new Problem(problem.code(), problem.detail(), since));
        return withProblems(told);
    }

    /** Whether what is expected is more than a guess: orders and the end of a campaign rest on nothing less. */
    boolean surelyExpected(VideoFacts video) {
        Sample sample = reading.sample();
        return reading.channel().wasRead() && sample != null && video.isOut(sample.at());
    }

    /** Without what its watching told: readings come again, or something else keeps them away. */
    CampaignProgress withoutTrouble() {
        return problems.stream().noneMatch(problem -> TROUBLES.contains(problem.code()))
                ? this
                : withProblems(problems.stream()
                        .filter(problem -> !TROUBLES.contains(problem.code()))
                        .toList());
    }

    CampaignProgress without(String code) {
        return problems.stream().noneMatch(problem -> problem.code().equals(code))
                ? this
                : withProblems(problems.stream()
                        .filter(problem -> !problem.code().equals(code))
                        .toList());
    }

    /** With, or without, the problem that spending is switched off. */
    CampaignProgress spendingTold(Campaign campaign, CampaignRules rules, Instant now) {
        CampaignTerms terms = campaign.terms();
        boolean couldCost = terms.mode() != OrderMode.OBSERVE
                && terms.limits() != null
                && (terms.likeServer() != null || terms.commentServer() != null);
        return rules.spending() || !couldCost
                ? without(SPENDING_OFF)
                : with(new Problem(
                        SPENDING_OFF,
                        "spending is switched off (by an admin, or in the configuration): nothing that costs is ordered, and"
                                + " raised budgets go back",
                        now));
    }

    /** What its video is away for, the first that it was paused for; empty while it can be watched. */
    Optional<String> awayCode() {
        return problems.stream().map(Problem::code).filter(AWAY::contains).findFirst();
    }

    /** Without what its video was away for. */
    CampaignProgress present() {
        return awayCode().isEmpty()
                ? this
                : withProblems(problems.stream()
                        .filter(problem -> !AWAY.contains(problem.code()))
                        .toList());
    }

    private CampaignProgress withProblems(List<Problem> told) {
        return new CampaignProgress(reading, shortfall, ordering, priority, healthySince, List.copyOf(told));
    }

    /**
     * Measures how fast a video's views grow, once an hour: YouTube moves counters in steps, so that two samples next
     * to each other say little.
     *
     * @param since when the views it is measured from were read, {@code null} before the first sample
     * @param fast whether the last whole measure was fast
     */
    record ViewVelocity(@Nullable Instant since, long views, boolean fast) {
        static final ViewVelocity UNKNOWN = new ViewVelocity(null, 0, false);

        private static final Duration MEASURE = Duration.ofHours(1);
        private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
        /** A tenth more a day, and not just a handful of views. */
        private static final double FAST_A_DAY = 0.1;

        private static final double FEWEST_A_DAY = 100;

        ViewVelocity after(Sample sample) {
            Long now = sample.counters().views();
            if (now == null) {
                return this;
            }
            if (since == null || now < views) {
                return new ViewVelocity(sample.at(), now, fast);
            }
            Duration passed = Duration.between(since, sample.at());
            if (passed.compareTo(MEASURE) < 0) {
                return this;
            }
            double aDay = (now - views) / (passed.toSeconds() / SECONDS_A_DAY);
            return new ViewVelocity(sample.at(), now, aDay >= Math.max(FEWEST_A_DAY, FAST_A_DAY * views));
        }
    }

    /** Names what keeps a reading from being judged, or from being judged well. Pure. */
    record ReadingProblems(VideoFacts video, CampaignRules rules) {
        static final String VIEWS_MISSING = "views_missing";
        static final String UNAUTHORIZED = "owner_not_authorized";
        static final String DECLINED = "derived_metrics_declined";
        static final String NOT_OUT = "video_not_out";
        static final String CHANNEL_UNREAD = "channel_unread";
        static final String CHANNEL_UNREADABLE = "channel_unreadable";

        /** The progress with the problems of its reading, and without those that are over. */
        CampaignProgress told(CampaignProgress progress, Instant now) {
            return channel(out(views(allowed(progress, now), now), now), now);
        }

        private CampaignProgress allowed(CampaignProgress progress, Instant now) {
            if (rules.allowExpecting(video)) {
                return progress.without(DECLINED).without(UNAUTHORIZED);
            }
            return rules.derivedMetrics()
                    ? progress.without(DECLINED)
                            .with(new Problem(
                                    UNAUTHORIZED,
                                    "the channel's owner has not given access, or it was not confirmed for 30 days: the video is"
                                            + " only counted, not compared, and nothing is ordered. Ask the owner to give access again",
                                    now))
                    : progress.without(UNAUTHORIZED)
                            .with(new Problem(
                                    DECLINED,
                                    "YouTube has not allowed this installation to derive figures from its counters: the video is"
                                            + " only counted, not compared, and nothing is ordered. Whoever runs it can ask YouTube for"
                                            + " that",
                                    now));
        }

        private static CampaignProgress views(CampaignProgress progress, Instant now) {
            Sample sample = progress.reading().sample();
            return sample != null && sample.counters().views() == null
                    ? progress.with(new Problem(
                            VIEWS_MISSING,
                            "YouTube shows no view count, so nothing can be expected until there is one",
                            now))
                    : progress.without(VIEWS_MISSING);
        }

        /** An upcoming premiere collects likes before views, and neither its length nor its release is settled. */
        private CampaignProgress out(CampaignProgress progress, Instant now) {
            Sample sample = progress.reading().sample();
            return sample == null || video.isOut(sample.at())
                    ? progress.without(NOT_OUT)
                    : progress.with(new Problem(
                            NOT_OUT,
                            "the video has not come out yet or is still streaming: what is expected of it is a guess, and"
                                    + " nothing is ordered until it can be watched in full",
                            now));
        }

        private CampaignProgress channel(CampaignProgress progress, Instant now) {
            CampaignProgress other = progress.without(CHANNEL_UNREAD).without(CHANNEL_UNREADABLE);
            if (!rules.allowExpecting(video)) {
                return other;
            }
            return switch (progress.reading().channel()) {
                case ChannelKnowledge.Known known -> other;
                case ChannelKnowledge.Empty first -> other;
                case ChannelKnowledge.Unread unread ->
                    progress.without(CHANNEL_UNREADABLE)
                            .with(new Problem(
                                    CHANNEL_UNREAD,
                                    "the channel's earlier videos are being read; what is normal for this video is told, and"
                                            + " orders are possible, once that is done",
                                    now));
                case ChannelKnowledge.Unreadable(String reason, Instant since) ->
                    progress.without(CHANNEL_UNREAD)
                            .with(new Problem(
                                    CHANNEL_UNREADABLE,
                                    "the channel's earlier videos could not be read (" + reason
                                            + "), so what is expected here is a guess from other channels and nothing is"
                                            + " ordered on it; it is tried again by itself",
                                    since));
            };
        }
    }
}
