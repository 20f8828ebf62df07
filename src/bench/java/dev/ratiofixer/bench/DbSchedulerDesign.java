package dev.ratiofixer.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.PlainScheduleAndData;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTaskWithPersistentSchedule;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.ratiofixer.campaign.SteppedCampaign;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A recurring task of db-scheduler for each campaign, on the same PostgreSQL, by its fastest way of polling. */
final class DbSchedulerDesign implements Design {
    private static final int THREADS = 32;
    /** As its own documentation has it for PostgreSQL. */
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
                execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text,
                last_success timestamptz, last_failure timestamptz, consecutive_failures int, last_heartbeat timestamptz,
                version bigint NOT NULL, priority smallint, PRIMARY KEY (task_name, task_instance));
            CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            TRUNCATE scheduled_tasks
            """;

    private final DataSource database;
    private @Nullable Scheduler scheduler;

    DbSchedulerDesign(DataSource database) {
        this.database = database;
    }

    @Override
    public void start(Map<String, SteppedCampaign> campaigns, Duration interval, BlockingTick tick) {
        makeTable();
        RecurringTaskWithPersistentSchedule<PlainScheduleAndData> task = Tasks.recurringWithPersistentSchedule(
                        "tick", PlainScheduleAndData.class)
                .execute((instance, context) -> {
                    try {
                        tick.run(instance.getId(), Objects.requireNonNull(campaigns.get(instance.getId())));
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                });
        Scheduler running = Scheduler.create(database, task)
                .threads(THREADS)
                .pollUsingLockAndFetch(0.5, 4.0)
                .pollingInterval(Duration.ofMillis(250))
                .build();
        scheduler = running;
        PlainScheduleAndData every = new PlainScheduleAndData(FixedDelay.of(interval));
        Instant first = Instant.now();
        long between = interval.toNanos() / campaigns.size();
        long next = 0;
        for (String id : campaigns.keySet()) {
            running.schedule(task.instance(id, every), first.plusNanos(next));
            next += between;
        }
        running.start();
    }

    private void makeTable() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.stop();
        }
    }
}
