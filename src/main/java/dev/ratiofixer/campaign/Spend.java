package dev.ratiofixer.campaign;

import dev.ratiofixer.money.Money;
import org.jspecify.annotations.Nullable;

/** Money of a campaign in one currency; {@code max} is {@code null} where no limit was given. */
public record Spend(Money reserved, Money spent, @Nullable Money max) {}
