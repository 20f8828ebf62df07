package dev.ratiofixer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratiofixer.backtest.Backtest;
import dev.ratiofixer.backtest.Backtest.Trial;
import dev.ratiofixer.backtest.BacktestCase;
import dev.ratiofixer.backtest.BacktestReport;
import dev.ratiofixer.backtest.BacktestReport.BacktestOrder;
import dev.ratiofixer.backtest.BacktestReport.Sums;
import dev.ratiofixer.backtest.KnownThen;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.order.PgBacktestCases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code backtest}: what another policy, other limits or another mode would have ordered for a campaign on what is
 * stored of it. Reads the database or a file, and writes neither.
 */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = "Says what another policy, other limits or mode auto would have ordered for a campaign.")
public final class BacktestCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @ArgGroup(multiplicity = "1")
    private From from = new From();

    /** Where what is stored comes from. */
    static final class From {
        @Option(names = "--data", paramLabel = "FILE", description = "A file that --save has written.")
        private @Nullable Path data;

        @Option(names = "--from-database", description = "The configuration's database; needs --campaign.")
        private boolean database;
    }

    @Option(names = "--campaign", paramLabel = "ID", description = "The campaign, with --from-database.")
    private @Nullable String campaign;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Also writes what is stored into a file for --data. Approved texts of comments are in it.")
    private @Nullable Path save;

    @Option(names = "--mode", paramLabel = "MODE", description = "propose or auto (default: as it was).")
    private @Nullable String mode;

    @Option(
            names = "--policy",
            paramLabel = "JSON",
            description = "Keys of section policy that are other than they were, such as '{\"max_step\": 0.1}'.")
    private String policy = "{}";

    @Option(
            names = "--max-spend",
            paramLabel = "AMOUNT",
            description = "The campaign's limit, such as 300.00; together with --daily-spend and --currency.")
    private @Nullable String maxSpend;

    @Option(names = "--daily-spend", paramLabel = "AMOUNT", description = "The campaign's limit of a day.")
    private @Nullable String dailySpend;

    @Option(names = "--currency", paramLabel = "CODE", description = "Of the limits.")
    private @Nullable String currency;

    @Option(names = "--json", description = "Prints JSON instead of lines.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Trial trial = trial();
        try {
            BacktestCase found = read();
            if (save != null) {
                Files.writeString(save, KnownThen.mapper().writeValueAsString(found));
            }
            PrintWriter progress = spec.commandLine().getErr();
            int[] told = {0};
            BacktestReport report = Backtest.run(found, trial, share -> {
                int tenths = (int) (share * 10);
                if (tenths > told[0]) {
                    told[0] = tenths;
                    progress.println("backtest: " + tenths * 10 + " %");
                    progress.flush();
                }
                return null;
            });
            print(report);
            return 0;
        } catch (IOException | IllegalArgumentException | ExecutionException | TimeoutException foreseen) {
            Throwable cause = foreseen instanceof ExecutionException ? foreseen.getCause() : foreseen;
            spec.commandLine()
                    .getErr()
                    .println(spec.qualifiedName() + ": " + (cause == null ? foreseen : cause.getMessage()));
            return 1;
        }
    }

    private Trial trial() {
        try {
            Trial trial = new Trial(mode(), limits(), null, null, tree());
            if (!trial.problems().isEmpty()) {
                throw new IllegalArgumentException(
                        trial.problems().stream().map(SettingsProblem::toString).collect(Collectors.joining("; ")));
            }
            return trial;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private @Nullable OrderMode mode() {
        return switch (mode) {
            case null -> null;
            case "propose" -> OrderMode.PROPOSE;
            case "auto" -> OrderMode.AUTO;
            default -> throw new IllegalArgumentException("--mode must be propose or auto");
        };
    }

    private JsonNode tree() {
        try {
            JsonNode tree = KnownThen.mapper().readTree(policy);
            if (tree == null || !tree.isObject()) {
                throw new IllegalArgumentException("--policy must be a JSON object");
            }
            return tree;
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("--policy is no JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    private @Nullable SpendLimits limits() {
        if (maxSpend == null && dailySpend == null) {
            return null;
        }
        if (maxSpend == null || dailySpend == null || currency == null) {
            throw new IllegalArgumentException("--max-spend, --daily-spend and --currency go together");
        }
        return new SpendLimits(Money.parse(maxSpend, currency), Money.parse(dailySpend, currency));
    }

    private BacktestCase read() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ObjectMapper mapper = KnownThen.mapper();
        if (!from.database && from.data != null) {
            return mapper.readValue(Files.readString(from.data), BacktestCase.class);
        }
        String id = campaign;
        if (id == null) {
            throw new ParameterException(spec.commandLine(), "--from-database needs --campaign ID");
        }
        ConfigResult.Valid configuration = config.read();
        Vertx vertx = Vertx.vertx();
        try {
            Database database =
                    Database.openBeside(vertx, configuration.configuration().databaseInUse());
            Optional<BacktestCase> found = await(new PgBacktestCases(database).read(id, null, null));
            await(database.close(vertx));
            return found.orElseThrow(() -> new IllegalArgumentException("there is no campaign " + id));
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void print(BacktestReport report) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(KnownThen.mapper().writeValueAsString(report));
            return;
        }
        out.printf(
                "campaign=%s from=%s to=%s looks=%d mode=%s complete=%s%n",
                report.campaignId(),
                report.from(),
                report.to(),
                report.looks(),
                word(report.setting().mode()),
                report.complete());
        Optional.ofNullable(report.stopped()).ifPresent(why -> out.println("stopped: " + why));
        report.assumptions().forEach(assumption -> out.println("assumed: " + assumption));
        print(out, "would have ordered", report.orders(), report.sums());
        print(out, "really ordered", report.recorded(), report.recordedSums());
        report.answers()
                .forEach(answer -> out.printf(
                        "said %s to %s, %d times: %s %s: %s%n",
                        answer.at(),
                        answer.lastAt(),
                        answer.times(),
                        answer.counter(),
                        word(answer.reasonCode()),
                        answer.detail()));
    }

    private static void print(PrintWriter out, String what, List<BacktestOrder> orders, Sums sums) {
        out.printf(
                "%s: %d budgets, %d comments, %d tasks, cost %s%n",
                what, sums.budgets(), sums.comments(), sums.tasks(), sums.cost() == null ? "nothing" : sums.cost());
        orders.forEach(order -> out.printf(
                "  %s %s %s service=%s status=%s reserved=%s cost=%s: %s%n",
                order.at(),
                word(order.orderType()),
                word(order.direction()),
                order.serviceId(),
                word(order.status()),
                order.reserved(),
                order.cost() == null ? "-" : order.cost(),
                order.summary()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
