package dev.ratiofixer.smm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An entry of section {@code services}: a configured lever. The set is closed: there is no service that takes an
 * address and a quantity, so none can be configured that buys engagement.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AdBudgetService.class, name = "ad_budget"),
    @JsonSubTypes.Type(value = OwnerCommentService.class, name = "owner_comment"),
    @JsonSubTypes.Type(value = TeamTaskService.class, name = "team_task")
})
public sealed interface PromotionService permits AdBudgetService, OwnerCommentService, TeamTaskService {
    /** How campaigns name it ({@code like_server}, {@code comment_server}). */
    String id();

    String name();

    OrderType type();

    /** Reports what is wrong with the services of a configuration, one by one and together. */
    static void check(
            List<PromotionService> services, SettingsCheck check, EngineLimits limits, SecuritySettings security) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < services.size(); i++) {
            PromotionService service = services.get(i);
            SettingsCheck own = check.at(i);
            if (!ids.add(service.id())) {
                own.problem("id", '"' + service.id() + '"', "must not be another service's id");
            }
            switch (service) {
                case AdBudgetService budget -> budget.check(own, limits);
                case TeamTaskService task -> own.encrypted("url", task.url(), security);
                case OwnerCommentService comment -> {
                    // The schema says it all.
                }
            }
        }
    }
}
