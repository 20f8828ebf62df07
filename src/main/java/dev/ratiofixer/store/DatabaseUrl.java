package dev.ratiofixer.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/**
 * A database of a PostgreSQL server, as {@code postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…}.
 *
 * <p>These two and {@code options} mean what they mean to libpq. Others that hosters give are taken and not used;
 * unknown ones are refused. An error never shows the address, as it holds the password.
 *
 * @param rootCertificate file of the certificates to trust (PEM), {@code null} for the JDK's own
 * @param options libpq's {@code options}, by which some hosters name the database's host; {@code null} for none
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        String user,
        String password,
        SslMode sslMode,
        @Nullable String rootCertificate,
        @Nullable String options) {
    /** What hosters add and the engine sets itself or has no use for; taken, so that an address can be pasted. */
    private static final Set<String> UNUSED = Set.of(
            "ApplicationName",
            "application_name",
            "channel_binding",
            "client_encoding",
            "connectTimeout",
            "connect_timeout",
            "fallback_application_name",
            "gssencmode",
            "keepalives",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "krbsrvname",
            "load_balance_hosts",
            "loginTimeout",
            "requiressl",
            "socketTimeout",
            "sslcompression",
            "sslnegotiation",
            "sslsni",
            "target_session_attrs",
            "targetServerType",
            "tcpKeepAlive",
            "tcp_user_timeout",
            "uselibpqcompat");

    /** Without options. */
    public DatabaseUrl(
            String host,
            int port,
            String database,
            String user,
            String password,
            SslMode sslMode,
            @Nullable String rootCertificate) {
        this(host, port, database, user, password, sslMode, rootCertificate, null);
    }

    private static final Set<String> PARAMETERS =
            Set.of("sslmode", "sslrootcert", "options", "ssl", "user", "password");
    /** A large table of a dashboard takes its time to be extended, but no statement may take for ever. */
    private static final String BLOCKING_LIMIT = "10min";

    /** Whoever waits for a lock keeps others waiting behind it: give up, and say so. */
    static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

    private static final int USUAL_PORT = 5432;
    private static final int LAST_PORT = 65_535;
    private static final String SYSTEM = "system";
    /** A password may hold what separates it from the host: the last such sign does. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i)(?:jdbc:)?postgres(?:ql)?(?-i)://"
                    + "(?:(?<user>[^/?]*)@)?(?<host>\\[[^]/?]*\\]|[^/?@]*?)(?::(?<port>[^:/?@,]*))?(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    /** Names of containers have underscores, which names in the DNS do not. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+\\]");

    private static final String EXPECTED = "expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence for a person, if it is none
     */
    public static DatabaseUrl parse(String url) {
        Matcher address = ADDRESS.matcher(url);
        if (url.chars().anyMatch(c -> c <= ' ' || c == '#' || c == 0x7F)
                || BROKEN_ESCAPE.matcher(url).find()) {
            throw malformed();
        }
        if (!address.matches()) {
            throw new IllegalArgumentException("the database address has an unknown scheme; " + EXPECTED);
        }
        Map<String, String> parameters = parameters(address.group("query"));
        UserAndPassword credentials = UserAndPassword.of(address.group("user"), parameters);
        return new DatabaseUrl(
                host(address.group("host")),
                port(address.group("port")),
                decoded(require(address.group("database"), "database")),
                credentials.user(),
                credentials.password(),
                sslMode(parameters),
                rootCertificate(parameters),
                parameters.get("options"));
    }

    private record UserAndPassword(String user, String password) {
        /** They stand before the host, or among the parameters. */
        static UserAndPassword of(@Nullable String info, Map<String, String> parameters) {
            String[] parts = info == null ? new String[0] : info.split(":", 2);
            String user = parts.length > 0 ? decoded(parts[0]) : parameters.get("user");
            String password = parts.length > 1 ? decoded(parts[1]) : parameters.getOrDefault("password", "");
            return new UserAndPassword(require(user, "user"), password);
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "the database address is malformed (encode special characters of the password); " + EXPECTED);
    }

    private static String host(@Nullable String text) {
        String host = decoded(require(text, "host"));
        if (host.contains(",")) {
            throw new IllegalArgumentException(
                    "the database address names several hosts; name the one that takes writes, or the address that the"
                            + " hoster gives for it");
        }
        if (host.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the database address names a socket's directory; name a host, such as 127.0.0.1");
        }
        if (!HOST.matcher(host).matches()) {
            throw malformed();
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return USUAL_PORT;
        }
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("the database address has no port from 1 to 65535; " + EXPECTED);
        }
        return port;
    }

    /** {@code ssl=true} is what JDBC's addresses say. */
    private static SslMode sslMode(Map<String, String> parameters) {
        boolean ssl = Set.of("true", "1", "require").contains(parameters.getOrDefault("ssl", ""));
        boolean system = SYSTEM.equals(parameters.get("sslrootcert"));
        return sslMode(parameters.getOrDefault("sslmode", system ? "verify-full" : ssl ? "require" : "prefer"));
    }

    /** libpq's word for the certificates that everybody trusts, which here are the JDK's. */
    private static @Nullable String rootCertificate(Map<String, String> parameters) {
        String file = parameters.get("sslrootcert");
        return SYSTEM.equals(file) ? null : file;
    }

    private static String require(@Nullable String part, String name) {
        if (part == null || part.isEmpty()) {
            throw new IllegalArgumentException("the database address has no " + name + "; " + EXPECTED);
        }
        return part;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        if (query == null) {
            return Map.of();
        }
        Map<String, String> parameters = Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> pair.length > 1 ? decoded(pair[1]) : "", (first, again) -> again));
        parameters.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name) && !UNUSED.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    // Behind a "?" that nobody encoded stands the rest of a password, and not a parameter.
                    if (query.contains("@") || !NAME.matcher(name).matches()) {
                        throw malformed();
                    }
                    throw new IllegalArgumentException("the database address has an unknown parameter " + name
                            + "; known are sslmode, sslrootcert and options");
                });
        return parameters;
    }

    private static SslMode sslMode(String value) {
        try {
            return SslMode.of(value);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "sslmode of the database address is none of disable, allow, prefer, require, verify-ca, verify-full",
                    unknown);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The same server's database of another name. */
    public DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(host, port, name, user, password, sslMode, rootCertificate, options);
    }

    /** For the reactive client. */
    PgConnectOptions toPg() {
        PgConnectOptions options = new PgConnectOptions()
                .setTracingPolicy(TracingPolicy.PROPAGATE)
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setSslMode(sslMode);
        if (sslMode != SslMode.DISABLE) {
            options.setSslOptions(sslOptions());
        }
        if (this.options != null) {
            options.addProperty("options", this.options);
        }
        return options;
    }

    private ClientSSLOptions sslOptions() {
        ClientSSLOptions ssl =
                new ClientSSLOptions().setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "");
        if (rootCertificate != null) {
            return ssl.setTrustOptions(new PemTrustOptions().addCertPath(rootCertificate));
        }
        return ssl.setTrustAll(sslMode != SslMode.VERIFY_CA && sslMode != SslMode.VERIFY_FULL);
    }

    /** For what blocks: the migrations. */
    public PGSimpleDataSource toJdbc() {
        return toJdbc(LOCK_LIMIT);
    }

    /** @param lockLimit the longest wait for a lock */
    PGSimpleDataSource toJdbc(Duration lockLimit) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        describe(source);
        String given = options == null ? "" : options + " ";
        source.setOptions(
                given + "-c statement_timeout=" + BLOCKING_LIMIT + " -c lock_timeout=" + lockLimit.toMillis());
        return source;
    }

    /** Gives a source of connections this address, and nothing to set that a pooler may refuse. */
    void describe(BaseDataSource source) {
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setSslMode(sslMode.value);
        if (rootCertificate != null) {
            source.setSslRootCert(rootCertificate);
        }
        source.setConnectTimeout(10);
        source.setApplicationName("ratio-fixer migrate");
        source.setTcpKeepAlive(true);
        if (options != null) {
            source.setOptions(options);
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
