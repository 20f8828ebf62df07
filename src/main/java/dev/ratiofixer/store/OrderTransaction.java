package dev.ratiofixer.store;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.store.order.OrderSql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;

/** TODO. */
public interface OrderTransaction {
    /**
     * The counters of what a UTC day's orders hold, of one service and of all. They follow every order in its transaction.
     */
    final class SpendDays {
        private final SqlConnection connection;

        /** Micros that are held on a day. */
        public record Held(long service, long engine) {}

        public SpendDays(SqlConnection connection) {
            this.connection = connection;
        }

        /** Reads a day's counters and keeps them locked. */
        public Future<Held> lock(LocalDate day, String service, String currency) {
            return open(day, service, currency)
                    .compose(done -> connection.preparedQuery(OrderSql.LOCK_DAY).execute(Tuple.of(day, service, currency)))
                    .map(rows -> {
                        long engine = 0;
                        long own = 0;
                        for (Row row : rows) {
                            if (row.getString("service_id").isEmpty()) {
                                engine = row.getLong("held_micros");
                            } else {
                                own = row.getLong("held_micros");
                            }
                        }
                        return new Held(own, engine);
                    });
        }

        /** Adds to a day; a negative amount gives back. */
        public Future<Void> add(LocalDate day, String service, Money amount) {
            if (amount.micros() == 0) {
                return Future.succeededFuture();
            }
            return open(day, service, amount.currency())
                    .compose(done -> connection
                            .preparedQuery(OrderSql.COUNT_DAY)
                            .execute(Tuple.of(day, service, amount.currency(), amount.micros())))
                    .mapEmpty();
        }

        /** What an order held on one day it holds differently, perhaps on another. */
        public Future<Void> move(String service, LocalDate from, Money before, LocalDate to, Money after) {
            if (from.equals(to)) {
                return add(to, service, after.minus(before));
            }
            Money given = new Money(-before.micros(), before.currency());
            return add(to, service, after).compose(done -> add(from, service, given));
        }

        private Future<Void> open(LocalDate day, String service, String currency) {
            return connection
                    .preparedQuery(OrderSql.OPEN_DAY)
                    .execute(Tuple.of(day, service, currency))
                    .mapEmpty();
        }
    }
}
