/**
 * How this process joins others: its name in leases, Hazelcast, and the messages that may travel between nodes. May
 * know everything. Start at {@link HazelcastCluster}.
 */
@NullMarked
package dev.ratiofixer.app.cluster;

import org.jspecify.annotations.NullMarked;
