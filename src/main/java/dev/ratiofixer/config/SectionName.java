package dev.ratiofixer.config;

import java.util.List;

/** The sections, in the order in which a reload applies them: what holds back before what acts. */
public enum SectionName {
    HTTP("http", false),
    DATABASE("database", false),
    CLUSTER("cluster", false),
    SECURITY("security", false),
    GOOGLE_ADS("google_ads", false),
    OAUTH("oauth", false),
    SHEETS("sheets", false),
    LOG("log", true),
    COMPLIANCE("compliance", true),
    LIMITS("limits", true),
    SERVICES("services", true),
    POLICY("policy", true),
    SECRETS("secrets", true),
    YOUTUBE("youtube", true),
    MODEL("model", true);

    private final String key;
    private final boolean reloadable;

    SectionName(String key, boolean reloadable) {
        this.key = key;
        this.reloadable = reloadable;
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
        return !in(one).equals(in(other));
    }

    private Object in(Configuration configuration) {
        return switch (this) {
            case HTTP -> configuration.http();
            // The address may stand in the environment; connections keep the one that they were made with.
            case DATABASE -> List.of(configuration.database(), configuration.databaseUrl());
            case CLUSTER -> configuration.cluster();
            case SECURITY -> configuration.security();
            case GOOGLE_ADS -> configuration.googleAds();
            case OAUTH -> configuration.oauth();
            case SHEETS -> configuration.sheets();
            case LOG -> configuration.log();
            case COMPLIANCE -> configuration.compliance();
            case LIMITS -> configuration.limits();
            case SERVICES -> configuration.services();
            case POLICY -> configuration.policy();
            case SECRETS -> configuration.secrets().without(Secret.DATABASE_URL);
            case YOUTUBE -> configuration.youtube();
            case MODEL -> configuration.model();
        };
    }

    @Override
    public String toString() {
        return key;
    }
}
