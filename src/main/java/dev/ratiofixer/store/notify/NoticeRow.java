package dev.ratiofixer.store.notify;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.notify.AlertCondition;
import dev.ratiofixer.notify.Notice;
import dev.ratiofixer.notify.NotificationEvent;
import dev.ratiofixer.store.EnumText;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Rows as notices and conditions. */
final class NoticeRow {
    private static final int MICRO_DIGITS = 6;

    private NoticeRow() {}

    static Notice notice(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("decide_until");
        return new Notice(
                row.getLong("notice_id"),
                row.getOffsetDateTime("at").toInstant(),
                EnumText.to(NotificationEvent.class, row.getString("event")),
                row.getString("subject"),
                row.getString("detail"),
                row.getBoolean("resolved"),
                row.getString("campaign_id"),
                row.getString("campaign_name"),
                row.getString("order_id"),
                cost(row.getBigDecimal("cost"), row.getString("currency")),
                until == null ? null : until.toInstant());
    }

    static AlertCondition condition(Row row) {
        return AlertCondition.now(
                EnumText.to(NotificationEvent.class, row.getString("event")),
                row.getString("subject"),
                row.getString("detail"));
    }

    private static @Nullable String cost(@Nullable BigDecimal cost, @Nullable String currency) {
        return cost == null || currency == null || cost.signum() == 0
                ? null
                : new Money(cost.movePointRight(MICRO_DIGITS).longValueExact(), currency).toString();
    }
}
