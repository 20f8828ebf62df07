package dev.ratiofixer.config;

/** The secrets, by the name of their environment variable; {@code NAME_FILE} names a file that holds it instead. */
public enum Secret {
    /** The one key of the old set-up, an operator of the API. */
    RATIO_FIXER_API_KEY,
    /** YouTube Data API and Google Sheets. */
    YOUTUBE_API_KEY,
    /** The OAuth client of this project. */
    GOOGLE_OAUTH_CLIENT_ID,
    /** Its secret. */
    GOOGLE_OAUTH_CLIENT_SECRET,
    /** Google Ads: the key of a service account that changes budgets, instead of a person's consent. */
    GOOGLE_ADS_SERVICE_ACCOUNT,
    /** Google Ads: whose budgets are changed. */
    GOOGLE_ADS_REFRESH_TOKEN,
    /** Google Ads: only where the account needs one. */
    GOOGLE_ADS_DEVELOPER_TOKEN,
    /** The channel's owner, who comments. */
    YOUTUBE_OWNER_REFRESH_TOKEN,
    /** Several channels' owners: JSON, a refresh token by channel id. */
    YOUTUBE_OWNER_REFRESH_TOKENS,
    /** The OAuth client at the identity provider at which people sign in. */
    OIDC_CLIENT_SECRET,
    /** Signs tasks to people. */
    TASK_WEBHOOK_SECRET,
    /** Slack's incoming webhook, for notifications: whoever has the address may post. */
    SLACK_WEBHOOK_URL,
    /**
     * Slack's incoming webhooks of receivers by their names: JSON. Those that are held to a client have theirs here.
     */
    SLACK_WEBHOOK_URLS,
    /** The mail server's password, for notifications. */
    SMTP_PASSWORD,
    /** Signs notifications to a webhook. */
    NOTIFY_WEBHOOK_SECRET,
    /** What signs notifications to webhooks by the receivers' names: JSON. */
    NOTIFY_WEBHOOK_SECRETS,
    /** The whole PostgreSQL address, password included. */
    DATABASE_URL,
    /** PostgreSQL's own address, where {@link #DATABASE_URL} is a pooler's: for migrations, backup and restore. */
    DATABASE_DIRECT_URL;

    /** The variable that names a file. */
    public String fileVariable() {
        return name() + "_FILE";
    }
}
