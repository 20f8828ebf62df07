package dev.ratiofixer.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.bus.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for people says of every key what the schema says. */
class ConfigurationPageTest {
    private static final Path SCHEMA = Path.of("conf", "ratio-fixer.schema.json");
    private static final Path PAGE = Path.of("docs", "configuration.md");

    private final List<String> rows = new ArrayList<>();
    private final JsonNode schema = read();

    @Test
    void has_a_row_for_every_key() throws IOException {
        for (var section : schema.path("properties").properties()) {
            properties(section.getKey(), section.getValue());
        }
        for (String type : List.of("ad_budget", "owner_comment", "team_task")) {
            properties("services[]", schema.path("$defs").path(type));
        }

        for (String type : List.of("slack_sink", "email_sink", "webhook_sink", "alertmanager_sink")) {
            properties("notify[]", schema.path("$defs").path(type));
        }

        List<String> written = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(rows.stream().distinct().toList());
    }

    private static JsonNode read() {
        try {
            return Json.mapper().readTree(Files.readString(SCHEMA));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private void properties(String path, JsonNode written) {
        JsonNode node = follow(written);
        for (var property : node.path("properties").properties()) {
            JsonNode value = property.getValue();
            String key = path + "." + property.getKey();
            if (follow(value).has("properties") && !value.path("default").isNull()) {
                properties(key, value);
            } else {
                rows.add("| `%s` | %s | %s |".formatted(key, preset(node, property.getKey(), value), meaning(value)));
            }
        }
    }

    private static String preset(JsonNode parent, String name, JsonNode value) {
        for (JsonNode required : parent.path("required")) {
            if (required.asText().equals(name)) {
                return "required";
            }
        }
        if (!value.has("default")) {
            return name.matches("id|type|name") ? "required" : "none";
        }
        return "`" + value.path("default") + "`";
    }

    private String meaning(JsonNode value) {
        JsonNode own = value.path("description");
        String text = own.isMissingNode() ? follow(value).path("description").asText() : own.asText();
        JsonNode allowed = value.path("enum");
        if (allowed.size() < 2) {
            return text;
        }
        List<String> words = new ArrayList<>();
        allowed.forEach(word -> words.add("`" + word.asText() + "`"));
        return "One of " + String.join(", ", words) + ". " + text;
    }

    private JsonNode follow(JsonNode written) {
        String reference = written.path("$ref").asText("");
        return reference.isEmpty() ? written : schema.at(reference.substring(1));
    }
}
