package dev.ratiofixer.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The embedded server's {@code postgresql.conf}, written whole at each start. */
final class ServerSettings {
    private ServerSettings() {}

    /**
     * Loopback only, no socket file, one engine as its client. No replica will ever read its log, so that is minimal;
     * failed statements are reported to the client and not written to a log file that nobody rotates.
     */
    static void write(Path cluster, int port, boolean durable) throws IOException {
        String common = """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 100
                shared_buffers = '256MB'
                wal_level = 'minimal'
                max_wal_senders = 0
                max_wal_size = '2GB'
                wal_compression = 'on'
                checkpoint_timeout = '5min'
                io_method = 'sync'
                jit = off
                max_parallel_workers_per_gather = 0
                autovacuum_naptime = '15s'
                idle_in_transaction_session_timeout = '60s'
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_min_messages = 'log'
                log_checkpoints = off
                cluster_name = 'ratio-fixer'
                """.formatted(port);
        String careless = """
                fsync = off
                full_page_writes = off
                synchronous_commit = off
                """;
        Files.writeString(cluster.resolve("postgresql.conf"), durable ? common : common + careless);
    }
}
