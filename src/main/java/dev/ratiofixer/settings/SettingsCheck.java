package dev.ratiofixer.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a section, and where: the rules that the schema cannot say, such as those between keys,
 * on durations, and about files and addresses. A section's record takes one in its {@code check} method and reports all
 * of its problems, so that a person sees them at once. One thread.
 */
public final class SettingsCheck {
    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private final String path;
    private final List<SettingsProblem> problems;

    private SettingsCheck(String path, List<SettingsProblem> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** Returns a check of a whole configuration. */
    public static SettingsCheck ofConfiguration() {
        return new SettingsCheck("", new ArrayList<>());
    }

    /** Returns the check of what is at a key; its problems are reported here too. */
    public SettingsCheck at(String key) {
        return new SettingsCheck(pathOf(key), problems);
    }

    /** Returns the check of one element of a list, counted from 0; its problems are reported here too. */
    public SettingsCheck at(int index) {
        return new SettingsCheck(path + "[" + index + "]", problems);
    }

    /** Returns what was reported, in order. */
    public List<SettingsProblem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Reports a problem.
     *
     * @param value as it may be shown: never a secret, never an address that may hold one
     * @param allowed what may be there
     */
    public void problem(String key, Object value, String allowed) {
        problems.add(new SettingsProblem(pathOf(key), value.toString(), allowed));
    }

    /** Reports a problem of the section as a whole. */
    public void problem(Object value, String allowed) {
        problems.add(new SettingsProblem(path, value.toString(), allowed));
    }

    /** Requires a duration within bounds, both included. */
    public void between(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problem(key, value, "must be from " + least + " to " + most);
        }
    }

    /** Requires a file that can be read, if one is named. Blocks on the file system. */
    public void readable(String key, @Nullable Path file) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            problem(key, file, "must name a readable file");
        }
    }

    /** Requires HTTPS, unless the address is this machine's or security allows otherwise. Asks no name server. */
    public void encrypted(String key, URI address, SecuritySettings security) {
        String host = address.getHost();
        if (host == null) {
            problem(key, "***", "must name a host");
        } else if (address.getScheme().equals("http")
                && !THIS_MACHINE.matcher(host).matches()
                && !security.allowPrivateAddresses()) {
            problem(key, "plain http", "must be https (security.allow_private_addresses lifts this for a test)");
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /**
     * What is wrong with one key.
     *
     * @param path the key ({@code services[0].min_daily}), an environment variable, or a file
     * @param value what is there, masked where it may be a secret
     * @param allowed what may be there
     */
    public record SettingsProblem(String path, String value, String allowed) {
        /** One line for a person: path, value, what is allowed. */
        @Override
        public String toString() {
            return path + " is " + value + ": " + allowed;
        }
    }
}
