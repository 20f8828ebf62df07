package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.smm.OrderType;

/** What an order does at its provider. Closed: there is no action that could buy engagement. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SetDailyBudget.class, name = "set_daily_budget"),
    @JsonSubTypes.Type(value = PostComment.class, name = "post_comment"),
    @JsonSubTypes.Type(value = AskTeam.class, name = "ask_team")
})
public sealed interface OrderAction permits SetDailyBudget, PostComment, AskTeam {
    OrderType type();

    /** In the type's unit: micros of the new daily budget (0 when paused), comments, tasks. */
    long quantity();
}
