package dev.ratiofixer.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

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
            "application_name",
            "channel_binding",
            "connect_timeout",
            "fallback_application_name",
            "gssencmode",
            "keepalives",
            "sslnegotiation",
            "target_session_attrs");

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

    private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert", "options");
    /** A large table of a dashboard takes its time to be extended, but no statement may take for ever. */
    private static final String BLOCKING_LIMIT = "10min";

    /** Whoever waits for a lock keeps others waiting behind it: give up, and say so. */
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

    private static final String EXPECTED = "expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence for a person, if it is none
     */
    public static DatabaseUrl parse(String url) {
        URI uri = uri(url);
        if (!"postgres".equalsIgnoreCase(uri.getScheme()) && !"postgresql".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("the database address has an unknown scheme; " + EXPECTED);
        }
        String host = require(uri.getHost(), "host");
        String[] credentials = decoded(require(uri.getRawUserInfo(), "user")).split(":", 2);
        String path = require(uri.getRawPath(), "database");
        Map<String, String> parameters = parameters(uri.getRawQuery());
        return new DatabaseUrl(
                host,
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                decoded(require(path.isEmpty() ? path : path.substring(1), "database")),
                credentials[0],
                credentials.length > 1 ? credentials[1] : "",
                sslMode(parameters.getOrDefault("sslmode", "prefer")),
                parameters.get("sslrootcert"),
                parameters.get("options"));
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException secretInItsMessage) {
            throw new IllegalArgumentException(
                    "the database address is malformed (encode special characters of the password); " + EXPECTED);
        }
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
        String given = options == null ? "" : options + " ";
        source.setOptions(
                given + "-c statement_timeout=" + BLOCKING_LIMIT + " -c lock_timeout=" + lockLimit.toMillis());
        return source;
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
