package dev.ratiofixer.cli;

import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What every {@code --help} ends with, and what a mistake in the command line is answered with. */
public final class HelpTexts {
    private static final Map<String, String> EXIT_CODES = exitCodes();

    /** How the command help says that there is no such command. */
    private static final Pattern UNKNOWN = Pattern.compile("^Unknown subcommand '(.+)'");

    private HelpTexts() {}

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "done, or stopped when asked to");
        codes.put("1", "failed; one line says why and what to do");
        codes.put("2", "wrong usage");
        return codes;
    }

    /** Adds exit codes to this command and those below, and the variables to those that read a configuration. */
    public static void add(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
        if (command.getCommandSpec().findOption("--config") != null || command.getParent() == null) {
            usage.footerHeading("%nVariables:%n").footer(variables());
        }
        command.getSubcommands().values().forEach(HelpTexts::add);
    }

    private static String[] variables() {
        List<String> secrets = List.of(Secret.values()).stream().map(Enum::name).toList();
        return new String[] {
            "  " + ConfigReader.PATH_VARIABLE + " names the configuration, " + ConfigReader.PORT_VARIABLE
                    + " overrides http.port.",
            "  Secrets, each also as NAME_FILE, the name of a file that holds it:",
            "  " + String.join(", ", secrets) + "."
        };
    }

    /** Returns the one line for wrong usage. */
    public static String usage(ParameterException wrong) {
        List<String> alike = alike(wrong);
        return "ratio-fixer: " + wrong.getMessage()
                + (alike.isEmpty() ? "" : "; did you mean " + String.join(" or ", alike) + "?")
                + " (see " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help)";
    }

    private static List<String> alike(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            CommandSpec spec = wrong.getCommandLine().getCommandSpec();
            // What is an option is often typed as a command: version.
            List<String> options = unmatched.getUnmatched().stream()
                    .map(word -> "--" + word)
                    .filter(word -> spec.findOption(word) != null)
                    .toList();
            return options.isEmpty()
                    ? unmatched.getSuggestions().stream().distinct().limit(3).toList()
                    : options;
        }
        Matcher unknown = UNKNOWN.matcher(String.valueOf(wrong.getMessage()));
        return unknown.find()
                ? alike(new UnmatchedArgumentException(wrong.getCommandLine(), List.of(unknown.group(1))))
                : List.of();
    }
}
