package dev.ratiofixer.store.order;

import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.Basis;
import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.TrailStep;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.store.Columns.Jsonb;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.video.CommentVisibility;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code youtube_ratio_fixer_orders} as it is shown. */
public final class OrderListRow {
    private static final Jsonb<Evidence> EVIDENCE = new Jsonb<>(Evidence.class);
    private static final Jsonb<Measured> MEASURED = new Jsonb<>(Measured.class);
    private static final Jsonb<EffectHours> WINDOW = new Jsonb<>(EffectHours.class);
    private static final int MICRO_DIGITS = 6;

    private OrderListRow() {}

    public static OrderTrail trail(Row row, List<TrailStep> audit) {
        OffsetDateTime completed = row.getOffsetDateTime("completed_at");
        String visible = row.getString("visibility");
        OrderView order = new OrderView(
                row.getString("order_id"),
                row.getString("campaign_id"),
                EnumText.to(OrderType.class, row.getString("order_type")),
                row.getString("service_id"),
                EnumText.to(OrderStatus.class, row.getString("status")),
                row.getLong("quantity"),
                new Money(
                        row.getBigDecimal("cost").movePointRight(MICRO_DIGITS).longValueExact(),
                        row.getString("currency")),
                row.getLong("forecast_likes"),
                row.getLong("forecast_comments"),
                row.getOffsetDateTime("ordered_at").toInstant(),
                completed == null ? null : completed.toInstant(),
                row.getString("summary"),
                row.getString("approved_by"),
                row.getString("problem"),
                visible == null ? null : EnumText.to(CommentVisibility.class, visible));
        return new OrderTrail(order, uplift(row, completed), audit, basis(row));
    }

    private static Basis basis(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("decide_until");
        return new Basis(
                row.getString("campaign_name"),
                row.getString("video_id"),
                row.getString("video_title"),
                row.getString("comment_text"),
                EVIDENCE.read(row.getString("evidence")),
                until == null ? null : until.toInstant());
    }

    public static TrailStep step(Row row) {
        return new TrailStep(
                row.getOffsetDateTime("at").toInstant(),
                row.getString("status"),
                row.getString("actor"),
                row.getString("detail"),
                row.getString("request_id"));
    }

    private static @Nullable UpliftView uplift(Row row, @Nullable OffsetDateTime completed) {
        Measured likes = measured(row.getString("uplift_likes"));
        Measured comments = measured(row.getString("uplift_comments"));
        String window = row.getString("uplift_window");
        return completed == null || (likes == null && comments == null && window == null)
                ? null
                : new UpliftView(likes, comments, completed.toInstant(), window == null ? null : WINDOW.read(window));
    }

    private static @Nullable Measured measured(@Nullable String json) {
        return json == null ? null : MEASURED.read(json);
    }
}
