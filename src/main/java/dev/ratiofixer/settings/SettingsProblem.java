package dev.ratiofixer.settings;

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
