package dev.ratiofixer.app;

import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.config.Configuration;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of an engine share.
 *
 * @param live the configuration in force
 * @param deployments the campaigns of this node
 * @param checks the health checks of all parts
 */
record EngineContext(
        Vertx vertx,
        EngineOptions options,
        CurrentConfiguration live,
        CampaignDeployments deployments,
        Repositories stores,
        HealthCheckRegistry checks) {
    /** Returns what the engine was started with. */
    Configuration configuration() {
        return options.configuration().configuration();
    }

    EngineTime time() {
        return options.time();
    }

    String node() {
        return options.node();
    }

    /** Returns a verticle that can be undeployed whether or not its deployment came to an end. */
    DeployedVerticles prepare(Deployable verticle) {
        return new DeployedVerticles(vertx, verticle);
    }

    /** A verticle of a part. */
    static final class DeployedVerticles {
        private final Vertx vertx;
        private final Deployable verticle;
        private volatile @Nullable String id;

        private DeployedVerticles(Vertx vertx, Deployable verticle) {
            this.vertx = vertx;
            this.verticle = verticle;
        }

        Future<Void> deploy() {
            return vertx.deployVerticle(verticle)
                    .onSuccess(deployed -> id = deployed)
                    .mapEmpty();
        }

        Future<Void> undeploy() {
            String deployed = id;
            return deployed == null ? Future.succeededFuture() : vertx.undeploy(deployed);
        }
    }
}
