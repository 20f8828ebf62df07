package dev.ratiofixer.store.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendingControl.HeldToday;
import dev.ratiofixer.smm.api.SpendingControl.SwitchChange;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The admins' switch over spending, and what is held of a day. Any context may call. */
public final class PgSpendingSwitch {
    private static final String LAST =
            "SELECT at, spending, actor, reason FROM ratio_fixer_spending_switch ORDER BY change_id DESC LIMIT 1";

    private static final String TURN =
            "INSERT INTO ratio_fixer_spending_switch (at, spending, actor, reason) VALUES ($1, $2, $3, $4)";

    private static final String TODAY = """
            SELECT service_id, currency, held_micros FROM ratio_fixer_spend_days WHERE day = $1
            ORDER BY service_id, currency
            """;

    private final Database database;

    public PgSpendingSwitch(Database database) {
        this.database = database;
    }

    /** The last turn; empty if it was never turned. */
    public Future<Optional<SwitchChange>> last() {
        return database.reads()
                .preparedQuery(LAST)
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.<SwitchChange>empty()
                        : Optional.of(change(rows.iterator().next())))
                .recover(StatementFailures::refused);
    }

    public Future<Void> turn(SwitchChange change) {
        return database.pool()
                .preparedQuery(TURN)
                .execute(Tuple.of(
                        change.at().atOffset(ZoneOffset.UTC),
                        change.on(),
                        PlainText.storable(change.actor()),
                        PlainText.storable(change.reason())))
                .<Void>mapEmpty()
                .recover(StatementFailures::refused);
    }

    /** What the orders of a UTC day hold, by service, and (service {@code ""}) in all. */
    public Future<List<HeldToday>> held(LocalDate day) {
        return database.reads()
                .preparedQuery(TODAY)
                .execute(Tuple.of(day))
                .map(rows -> {
                    List<HeldToday> held = new ArrayList<>(rows.size());
                    rows.forEach(row -> held.add(new HeldToday(
                            row.getString("service_id"),
                            new Money(row.getLong("held_micros"), row.getString("currency")))));
                    return held;
                })
                .recover(StatementFailures::refused);
    }

    private static SwitchChange change(Row row) {
        return new SwitchChange(
                row.getBoolean("spending"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                row.getString("reason"));
    }
}
