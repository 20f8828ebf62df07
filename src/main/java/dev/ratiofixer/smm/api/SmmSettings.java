package dev.ratiofixer.smm.api;

import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import java.util.List;
import java.util.Optional;

/**
 * What the SMM verticle is told to work with; replaced as a whole when the configuration changes.
 *
 * @param services the levers, each id once
 * @param ordersAllowed whether compliance allows what follows from derived metrics, which every order does
 * @param links back to the dashboard, for texts to people
 */
public record SmmSettings(
        List<PromotionService> services,
        EngineLimits limits,
        PolicySettings policy,
        boolean ordersAllowed,
        PageLinks links) {
    /** Why no order may begin where compliance does not allow it. */
    public static final String DECLINED =
            "compliance.derived_metrics is \"declined\": no order is begun, campaigns only observe";

    /** Where compliance allows orders. */
    public SmmSettings(List<PromotionService> services, EngineLimits limits, PolicySettings policy) {
        this(services, limits, policy, true);
    }

    /** Where no text links back. */
    public SmmSettings(
            List<PromotionService> services, EngineLimits limits, PolicySettings policy, boolean ordersAllowed) {
        this(services, limits, policy, ordersAllowed, PageLinks.NONE);
    }

    /** @throws IllegalArgumentException if two services share an id */
    public SmmSettings {
        services = List.copyOf(services);
        if (services.stream().map(PromotionService::id).distinct().count() != services.size()) {
            throw new IllegalArgumentException("two services have the same id");
        }
    }

    /** The service of an id. */
    public Optional<PromotionService> service(String id) {
        return services.stream().filter(service -> service.id().equals(id)).findFirst();
    }

    /** The first team that can be asked. */
    public Optional<TeamTaskService> team() {
        return services.stream()
                .filter(TeamTaskService.class::isInstance)
                .map(TeamTaskService.class::cast)
                .findFirst();
    }
}
