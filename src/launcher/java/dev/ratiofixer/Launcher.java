package dev.ratiofixer;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Where {@code java -jar} starts. Compiled for Java 8, so that an old one gets a sentence instead of a stack trace
 * about class file versions; {@code Main} is loaded only after the check.
 */
public final class Launcher {
    private static final int NEEDED = 21;
    private static final String TEMURIN = "install Eclipse Temurin " + NEEDED + " or newer (adoptium.net)";

    private Launcher() {}

    public static void main(String[] args) {
        String running = System.getProperty("java.specification.version");
        if (feature(running) < NEEDED) {
            System.err.println("Ratio Fixer needs Java " + NEEDED + " or newer, and this is Java " + running + " ("
                    + System.getProperty("java.home") + "): "
                    + remedy(new File("/usr/lib/jvm"), properties(new File("/etc/os-release"))) + ".");
            System.exit(1);
        }
        // Comes back where there is nothing to gain.
        FastStart.of(running, args);
        Main.main(args);
    }

    /**
     * Says what to do on this machine: use the newer Java that is there, or install one that its distribution has.
     *
     * @param installed where Java is installed, a folder each
     * @param system what {@code os-release} says
     */
    static String remedy(File installed, Properties system) {
        File[] homes = installed.listFiles();
        if (homes != null) {
            for (File home : homes) {
                File java = new File(home, "bin/java");
                String version = unquoted(properties(new File(home, "release")).getProperty("JAVA_VERSION", "0"));
                if (java.canExecute() && feature(version) >= NEEDED) {
                    return "start it with " + java + " instead of java";
                }
            }
        }
        String name = unquoted(system.getProperty("ID", ""));
        double release = number(unquoted(system.getProperty("VERSION_ID", "0")));
        if ((name.equals("debian") && release >= 13) || (name.equals("ubuntu") && release >= 22.04)) {
            return "apt install openjdk-21-jre-headless, and start it with /usr/lib/jvm/java-21-openjdk-*/bin/java";
        }
        if (name.equals("debian")) {
            return "Debian " + unquoted(system.getProperty("VERSION_ID", "")) + " has no newer Java than 17; "
                    + TEMURIN;
        }
        return TEMURIN + " and start it with that one's bin/java";
    }

    private static Properties properties(File file) {
        Properties read = new Properties();
        try (Reader text = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
            read.load(text);
        } catch (IOException absent) {
            return new Properties();
        }
        return read;
    }

    private static String unquoted(String value) {
        return value.replace("\"", "");
    }

    private static double number(String version) {
        return version.matches("[0-9]{1,4}([.][0-9]{1,4})?") ? Double.parseDouble(version) : 0;
    }

    /** Before Java 9 the version was written 1.8; a full one goes on after a dot, a dash or a plus. */
    static int feature(String version) {
        String major = (version.startsWith("1.") ? version.substring(2) : version).split("[^0-9]", 2)[0];
        return major.isEmpty() ? 0 : Integer.parseInt(major);
    }
}
