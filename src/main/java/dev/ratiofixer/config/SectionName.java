package dev.ratiofixer.config;

import java.util.List;
import java.util.function.Function;

/** The sections, in the order in which a reload applies them: what holds back before what acts. */
public enum SectionName {
    HTTP("http", false, Configuration::http),
    /** The address may stand in the environment; connections keep the one that they were made with. */
    DATABASE("database", false, all -> List.of(all.database(), all.databaseInUse())),
    CLUSTER("cluster", false, Configuration::cluster),
    OIDC("oidc", false, Configuration::oidc),
    SECURITY("security", false, Configuration::security),
    GOOGLE_ADS("google_ads", false, Configuration::googleAds),
    OAUTH("oauth", false, Configuration::oauth),
    SHEETS("sheets", false, Configuration::sheets),
    YOUTUBE_ANALYTICS("youtube_analytics", false, Configuration::youtubeAnalytics),
    NOTIFY("notify", true, Configuration::notifications),
    TRACING("tracing", false, Configuration::tracing),
    LOG("log", true, Configuration::log),
    COMPLIANCE("compliance", true, Configuration::compliance),
    LIMITS("limits", true, Configuration::limits),
    SERVICES("services", true, Configuration::services),
    POLICY("policy", true, Configuration::policy),
    SECRETS("secrets", true, all -> all.secrets().without(Secret.DATABASE_URL).without(Secret.DATABASE_DIRECT_URL)),
    YOUTUBE("youtube", true, Configuration::youtube),
    MODEL("model", true, Configuration::model);

    private final String key;
    private final boolean reloadable;

    /** A method reference without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Configuration, Object> section;

    SectionName(String key, boolean reloadable, Function<Configuration, Object> section) {
        this.key = key;
        this.reloadable = reloadable;
        this.section = section;
    }

    /** As the file spells it; {@code secrets} stands for the environment. */
    public String key() {
        return key;
    }

    /** Whether it changes while the engine runs; the others wait for the next start. */
    public boolean reloadable() {
        return reloadable;
    }

    boolean differs(Configuration one, Configuration other) {
        return !section.apply(one).equals(section.apply(other));
    }

    @Override
    public String toString() {
        return key;
    }
}
