package dev.ratiofixer.http.api;

import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.notify.Notice;
import dev.ratiofixer.notify.NotificationCenter;
import dev.ratiofixer.notify.NotificationCenter.Delivery;
import dev.ratiofixer.notify.NotificationCenter.LoggedNotice;
import dev.ratiofixer.notify.NotificationCenter.SinkState;
import dev.ratiofixer.notify.NotificationCenter.TestResult;
import dev.ratiofixer.notify.NotificationEvent;
import dev.ratiofixer.notify.NotificationEvent.Severity;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what people were told, and sends tests. */
final class NotificationOperations {
    private final NotificationCenter notifications;

    NotificationOperations(NotificationCenter notifications) {
        this.notifications = notifications;
    }

    /** The contract's {@code Notice}. */
    record NoticeBody(
            long noticeId,
            Instant at,
            NotificationEvent event,
            Severity severity,
            boolean resolved,
            String text,
            @Nullable String campaignId,
            @Nullable String orderId,
            List<Delivery> deliveries) {
        static NoticeBody of(LoggedNotice logged) {
            Notice notice = logged.notice();
            return new NoticeBody(
                    notice.id(),
                    notice.at(),
                    notice.event(),
                    notice.event().severity(),
                    notice.resolved(),
                    notice.sentence(),
                    notice.campaignId(),
                    notice.orderId(),
                    logged.deliveries());
        }
    }

    record Log(List<NoticeBody> items, @Nullable String next, List<SinkState> sinks) {}

    record Tested(List<TestResult> items) {}

    Future<OperationResult> list(ApiCall call) {
        Long before = call.text("after").map(NotificationOperations::number).orElse(null);
        int limit = call.page().limit();
        return notifications.log(before, limit).map(found -> {
            List<NoticeBody> items = found.stream().map(NoticeBody::of).toList();
            String next =
                    items.size() < limit ? null : Long.toString(items.getLast().noticeId());
            return OperationResult.ok(new Log(items, next, notifications.sinks()));
        });
    }

    Future<OperationResult> test(ApiCall call) {
        String sink = call.body().getString("sink");
        return notifications.test(sink, call.caller().name()).compose(results -> {
            if (sink != null && results.isEmpty()) {
                return ProblemException.failed(
                        ProblemType.NOT_FOUND,
                        "nobody is set up to be told under the name " + sink + ": the page Notifications lists who is");
            }
            return Future.succeededFuture(OperationResult.ok(new Tested(results)));
        });
    }

    private static long number(String after) {
        if (!after.matches("\\d{1,18}")) {
            throw CampaignOperations.inParameter("after", "is not the next of a page of this list");
        }
        return Long.parseLong(after);
    }
}
