package dev.ratiofixer.http.api;

import dev.ratiofixer.http.problem.ValidationErrors;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a start's {@code max_spend}, {@code daily_spend} and {@code currency}: both limits or none, and with them their
 * currency.
 */
final class LimitsReader {
    private static final String WANTED_AMOUNT =
            "give a decimal string such as \"20.00\", up to six decimals, not negative";
    private static final String WANTED_CURRENCY = "give a three-letter ISO 4217 code such as USD";

    private final Supplier<String> defaultCurrency;

    LimitsReader(Supplier<String> defaultCurrency) {
        this.defaultCurrency = defaultCurrency;
    }

    @Nullable
    SpendLimits read(JsonObject body, OrderMode mode, ValidationErrors errors) {
        Optional<String> currency = currency(body, errors);
        if (currency.isEmpty()) {
            return null;
        }
        Optional<Money> max = amount(body, "max_spend", currency.get(), errors);
        Optional<Money> daily = amount(body, "daily_spend", currency.get(), errors);
        boolean maxGiven = body.getString("max_spend") != null;
        boolean dailyGiven = body.getString("daily_spend") != null;
        if ((maxGiven || dailyGiven) && body.getString("currency") == null) {
            errors.add(
                    "currency",
                    "is missing: say in which currency max_spend and daily_spend are; the engine's limits are in "
                            + defaultCurrency.get());
        }
        boolean needed = mode == OrderMode.AUTO;
        requireBoth(errors, maxGiven, dailyGiven, needed);
        if (max.isEmpty() || daily.isEmpty()) {
            return null;
        }
        return new SpendLimits(max.get(), daily.get());
    }

    private static void requireBoth(ValidationErrors errors, boolean maxGiven, boolean dailyGiven, boolean needed) {
        String why = needed ? "is missing: mode auto needs a limit" : "is missing: the two limits go together";
        if (!maxGiven && (dailyGiven || needed)) {
            errors.add("max_spend", why);
        }
        if (!dailyGiven && (maxGiven || needed)) {
            errors.add("daily_spend", why);
        }
    }

    private Optional<String> currency(JsonObject body, ValidationErrors errors) {
        String requested = body.getString("currency");
        return requested == null
                ? Optional.of(defaultCurrency.get())
                : errors.read(
                        "currency",
                        requested,
                        WANTED_CURRENCY,
                        code -> Money.zero(code).currency());
    }

    private static Optional<Money> amount(JsonObject body, String field, String currency, ValidationErrors errors) {
        return errors.read(field, body.getString(field), WANTED_AMOUNT, text -> Money.parse(text, currency));
    }
}
