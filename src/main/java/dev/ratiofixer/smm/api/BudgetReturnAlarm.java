package dev.ratiofixer.smm.api;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.money.Money;
import java.time.Instant;

/**
 * News of a raised budget that could not be set back when its time was over. Published at {@code Addresses.ALARMS} with
 * each attempt that fails, and once more, with {@code returned}, when it is back. The same news may come again.
 *
 * @param since when it should have been back
 * @param attempts how often it was tried in vain
 * @param own the owner's own daily amount, to which it has to go back
 * @param raised the daily amount that is in force
 * @param extra what it may have cost since then, beyond what the order had reserved
 * @param problem one sentence for people: why, and what to do
 * @param returned whether it is over: the budget is back, or a person said so, or another order took its place
 */
public record BudgetReturnAlarm(
        String orderId,
        String campaignId,
        String serviceId,
        String adsCampaignId,
        Instant since,
        int attempts,
        Money own,
        Money raised,
        Money extra,
        String problem,
        boolean returned)
        implements BusMessage {}
