package dev.ratiofixer.http;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.AuditLog;
import dev.ratiofixer.access.AuditReader;
import dev.ratiofixer.access.OidcSettings;
import dev.ratiofixer.access.ReportLinks;
import dev.ratiofixer.backtest.BacktestService;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.campaign.query.ListExports;
import dev.ratiofixer.http.Health.HealthReport;
import dev.ratiofixer.notify.NotificationCenter;
import dev.ratiofixer.smm.api.SpendingControl;
import dev.ratiofixer.time.Timers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds what the composition root passes in.
 *
 * @param live the campaigns of this node
 * @param privacy what the configuration in force means for people's data
 * @param currency of a start's limits where it names none; may change while running
 * @param version of the engine
 * @param videosChanged since when ordinary videos' views count at the first frame; may change while running
 * @param clock the engine's time, which the demo runs fast
 * @param timers real time: the stream's pulse, the keys' refresh
 */
public record HttpPorts(
        LiveViews live,
        CampaignQueries queries,
        ClientDirectory clients,
        ListExports exports,
        HealthReport health,
        Access access,
        AuditLog audit,
        AuditReader auditTrail,
        ReportLinks reports,
        Management management,
        NotificationCenter notifications,
        SpendingControl spending,
        BacktestService backtests,
        SignIn signIn,
        Supplier<PrivacyFacts> privacy,
        String version,
        Supplier<String> currency,
        Supplier<Instant> videosChanged,
        InstantSource clock,
        Timers timers) {
    /**
     * How people sign in.
     *
     * @param clientSecret asked for each time that the provider is looked up
     */
    public record SignIn(OidcSettings settings, Supplier<Optional<String>> clientSecret) {
        /** Nobody does; keys alone open the dashboard. */
        public static final SignIn BY_KEY = new SignIn(OidcSettings.NONE, Optional::empty);
    }
}
