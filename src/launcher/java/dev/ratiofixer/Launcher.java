package dev.ratiofixer;

/**
 * Where {@code java -jar} starts. Compiled for Java 8, so that an old one gets a sentence instead of a stack trace
 * about class file versions; {@code Main} is loaded only after the check.
 */
public final class Launcher {
    private static final int NEEDED = 21;

    private Launcher() {}

    public static void main(String[] args) {
        String running = System.getProperty("java.specification.version");
        if (feature(running) < NEEDED) {
            System.err.println("Ratio Fixer needs Java " + NEEDED + " or newer, and this is Java " + running
                    + " (" + System.getProperty("java.home") + "): install a newer JDK or JRE"
                    + " (Debian: apt install openjdk-21-jre-headless) and start it with that one's bin/java.");
            System.exit(1);
        }
        Main.main(args);
    }

    /** Before Java 9 the version was written 1.8. */
    private static int feature(String version) {
        return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
    }
}
