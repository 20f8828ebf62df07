package dev.ratiofixer.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.ServiceAccountKey;
import dev.ratiofixer.notify.NotificationSenders.NotificationSecrets;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import dev.ratiofixer.settings.WebAddress;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.DatabaseUrl;
import dev.ratiofixer.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration strictly: unknown and repeated keys are refused, all problems are reported at once, and nothing
 * of an invalid one is used. Secrets come from the environment; {@code RATIO_FIXER_PORT} overrides {@code http.port}.
 *
 * <p>Blocks on file reads: call it off the event loop. Safe for use by many threads.
 */
public final class ConfigReader {
    /** Names the file, unless the command line does. */
    public static final String PATH_VARIABLE = "RATIO_FIXER_CONFIG";

    /** Overrides {@code http.port}. */
    public static final String PORT_VARIABLE = "RATIO_FIXER_PORT";

    private static final String EXAMPLE = "ratio-fixer.json";
    private static final Path USUAL_PATH = Path.of("conf", "ratio-fixer.json");
    private static final int MAX_BYTES = 1024 * 1024;

    private static final ObjectMapper MAPPER = Json.mapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .registerModule(
                    new SimpleModule().addDeserializer(URI.class, new StdDelegatingDeserializer<>(new AddressForm())));

    /** Addresses are compared by their schemes and hosts, which have no case. */
    private static final class AddressForm extends StdConverter<String, URI> {
        @Override
        public URI convert(String text) {
            return WebAddress.normal(URI.create(text));
        }
    }

    private final ConfigSchema schema = new ConfigSchema();

    /** The file to read: of the command line, of {@code RATIO_FIXER_CONFIG}, or {@code conf/ratio-fixer.json}. */
    public static Path locate(Optional<Path> commandLine, Map<String, String> environment) {
        return commandLine.orElseGet(() -> {
            String named = environment.getOrDefault(PATH_VARIABLE, "");
            return named.isEmpty() ? USUAL_PATH : Path.of(named);
        });
    }

    /** Returns the shipped configuration: the keys that people touch. */
    public static String example() {
        try (InputStream resource = ConfigReader.class.getResourceAsStream(EXAMPLE)) {
            return new String(
                            Objects.requireNonNull(resource, EXAMPLE + " is not in the build")
                                    .readAllBytes(),
                            StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Returns a configuration of every key, each with its default. */
    public static String defaults() {
        ObjectNode document = MAPPER.createObjectNode();
        new ConfigSchema().fill(document);
        return document.toPrettyString();
    }

    /** Reads the file and the environment. */
    public ConfigResult read(Path file, Map<String, String> environment) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return invalid(file.toString(), "larger than " + MAX_BYTES + " bytes", "must be smaller");
            }
            return parse(PlainText.withoutMark(Files.readString(file, StandardCharsets.UTF_8)), environment);
        } catch (CharacterCodingException otherText) {
            return invalid(file.toString(), "no text in UTF-8", "save it as UTF-8");
        } catch (IOException unreadable) {
            return invalid(
                    file.toString(), "not readable", "name a file with --config or " + PATH_VARIABLE + " (UTF-8 JSON)");
        }
    }

    /** Reads a text; {@code "{}"} gives every default. */
    public ConfigResult parse(String json, Map<String, String> environment) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            return invalid("the file", "no JSON of ours at " + place(malformed), malformed.getOriginalMessage());
        }
        if (!(tree instanceof ObjectNode document)) {
            return invalid("the file", "no JSON object", "start with { and end with }");
        }
        return check(document, environment);
    }

    private ConfigResult check(ObjectNode document, Map<String, String> environment) {
        List<SettingsProblem> unsound = new DocumentText(document).problems();
        if (!unsound.isEmpty()) {
            return new ConfigResult.Invalid(unsound);
        }
        List<SettingsProblem> problems = new ArrayList<>(schema.check(document));
        SecretsReader secretsReader = new SecretsReader(environment);
        Secrets secrets = secretsReader.read();
        problems.addAll(secretsReader.problems());
        if (!problems.isEmpty()) {
            return new ConfigResult.Invalid(problems);
        }
        document.remove("$schema");
        schema.fill(document);
        overridePort(document, environment.getOrDefault(PORT_VARIABLE, "")).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return new ConfigResult.Invalid(problems);
        }
        return bind(document, secrets);
    }

    private static Optional<SettingsProblem> overridePort(ObjectNode document, String port) {
        if (port.isEmpty()) {
            return Optional.empty();
        }
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            return Optional.of(new SettingsProblem(PORT_VARIABLE, port, "must be a port, 0 to 65535"));
        }
        document.withObject("http").put("port", Integer.parseInt(port));
        return Optional.empty();
    }

    /** Reads the sections of a document that keeps to the schema and leaves nothing out, and checks them together. */
    static ConfigResult bind(ObjectNode document, Secrets secrets) {
        Configuration configuration;
        try {
            ObjectNode whole = document.deepCopy().putPOJO("secrets", secrets);
            configuration = MAPPER.treeToValue(whole, Configuration.class);
        } catch (JsonMappingException mismatch) {
            return invalid(path(mismatch), "of the right form, but not usable", "see the schema for what is");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        List<SettingsProblem> problems = configuration.problems();
        return problems.isEmpty()
                ? new ConfigResult.Valid(configuration, document)
                : new ConfigResult.Invalid(problems);
    }

    private static String path(JsonMappingException mismatch) {
        return new JsonPath(mismatch.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                        .toList())
                .toString();
    }

    private static String place(JsonProcessingException malformed) {
        var location = malformed.getLocation();
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static ConfigResult invalid(String path, String value, String allowed) {
        return new ConfigResult.Invalid(List.of(new SettingsProblem(path, value, allowed)));
    }

    /** Reads {@link Secrets} from environment variables and the files that {@code *_FILE} variables name. */
    static final class SecretsReader {
        private static final int MAX_BYTES = 16 * 1024;
        /** Some thousand owners' tokens. */
        private static final int MAX_BYTES_OF_OWNERS = 1024 * 1024;
        /**
         * No blank or control character, also none that is not seen: each of them ends up in a header, a form field or
         * an address.
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
            return secret == Secret.GOOGLE_ADS_SERVICE_ACCOUNT
                            && !direct.strip().startsWith("{")
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
}
