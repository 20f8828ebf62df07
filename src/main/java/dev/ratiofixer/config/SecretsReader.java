package dev.ratiofixer.config;

import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.ServiceAccountKey;
import dev.ratiofixer.notify.NotificationSenders.NotificationSecrets;
import dev.ratiofixer.settings.SettingsProblem;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.DatabaseUrl;
import dev.ratiofixer.text.PlainText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link Secrets} from environment variables and the files that {@code *_FILE} variables name. */
final class SecretsReader {
    private static final int MAX_BYTES = 16 * 1024;
    /** Some thousand owners' tokens. */
    private static final int MAX_BYTES_OF_OWNERS = 1024 * 1024;
    /**
     * No blank or control character, also none that is not seen: each of them ends up in a header, a form field or an
     * address.
     */
    private static final Pattern USABLE = Pattern.compile("[^\\s\\p{Z}\\p{C}]+");

    private final Map<String, String> environment;
    private final List<SettingsProblem> problems = new ArrayList<>();

    SecretsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    Secrets read() {
        Map<Secret, String> values = new EnumMap<>(Secret.class);
        for (Secret secret : Secret.values()) {
            value(secret).ifPresent(text -> values.put(secret, text));
        }
        checkDatabase(Secret.DATABASE_URL, values);
        checkDatabase(Secret.DATABASE_DIRECT_URL, values);
        return new Secrets(values);
    }

    List<SettingsProblem> problems() {
        return problems;
    }

    private Optional<String> value(Secret secret) {
        String direct = environment.getOrDefault(secret.name(), "");
        String file = environment.getOrDefault(secret.fileVariable(), "");
        if (!direct.isEmpty() && !file.isEmpty()) {
            problem(secret.fileVariable(), "set beside " + secret.name(), "set one of the two");
            return Optional.empty();
        }
        if (!file.isEmpty()) {
            return fromFile(secret, secret.fileVariable(), file);
        }
        if (direct.isEmpty()) {
            return Optional.empty();
        }
        // A key file is long: its path does as well as its content.
        return secret == Secret.GOOGLE_ADS_SERVICE_ACCOUNT && !direct.strip().startsWith("{")
                ? fromFile(secret, secret.name(), direct)
                : usable(secret, secret.name(), PlainText.withoutMark(direct));
    }

    private Optional<String> fromFile(Secret secret, String variable, String file) {
        try {
            Path path = Path.of(file);
            int most = secret == Secret.YOUTUBE_OWNER_REFRESH_TOKENS ? MAX_BYTES_OF_OWNERS : MAX_BYTES;
            if (Files.size(path) > most) {
                problem(variable, file, "must name a file of at most " + most + " bytes");
                return Optional.empty();
            }
            return usable(
                    secret,
                    variable,
                    PlainText.withoutMark(Files.readString(path, StandardCharsets.UTF_8)
                                    .strip())
                            .strip());
        } catch (CharacterCodingException otherText) {
            problem(variable, file, "must name a file of text in UTF-8: save it so");
            return Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            problem(variable, file, "must name a readable file that holds the secret");
            return Optional.empty();
        }
    }

    private Optional<String> usable(Secret secret, String variable, String text) {
        if (secret == Secret.GOOGLE_ADS_SERVICE_ACCOUNT) {
            return parsed(variable, text, ServiceAccountKey::parse);
        }
        if (secret == Secret.YOUTUBE_OWNER_REFRESH_TOKENS) {
            return parsed(variable, text, OwnerCredentials::parse);
        }
        if (secret == Secret.SLACK_WEBHOOK_URLS || secret == Secret.NOTIFY_WEBHOOK_SECRETS) {
            return parsed(variable, text, NotificationSecrets::byName);
        }
        if (USABLE.matcher(text).matches()) {
            return Optional.of(text);
        }
        problem(variable, text.isEmpty() ? "empty" : "***", "must be one word without blanks or line breaks");
        return Optional.empty();
    }

    private Optional<String> parsed(String variable, String text, Consumer<String> parser) {
        try {
            parser.accept(text);
            return Optional.of(text);
        } catch (IllegalArgumentException unusable) {
            problem(variable, "***", String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }

    private void checkDatabase(Secret secret, Map<Secret, String> values) {
        @Nullable String url = values.get(secret);
        if (url == null || (secret == Secret.DATABASE_URL && url.equals(DatabaseSettings.EMBEDDED))) {
            return;
        }
        try {
            DatabaseUrl.parse(url);
        } catch (IllegalArgumentException fault) {
            problem(secret.name(), "***", String.valueOf(fault.getMessage()));
        }
    }

    private void problem(String variable, String value, String allowed) {
        problems.add(new SettingsProblem(variable, value, allowed));
    }
}
