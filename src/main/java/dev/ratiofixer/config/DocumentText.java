package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import dev.ratiofixer.text.ExactNumber;
import dev.ratiofixer.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds every text and number of a configuration to the rules of {@link PlainText} and {@link ExactNumber}, before the
 * schema sees them, and normalizes the texts in place.
 */
final class DocumentText {
    private final ObjectNode document;
    private final List<SettingsProblem> problems = new ArrayList<>();

    DocumentText(ObjectNode document) {
        this.document = document;
    }

    /** Normalizes the document; returns what is not usable in it. */
    List<SettingsProblem> problems() {
        look(new JsonPath(List.of()), document);
        return problems;
    }

    private void look(JsonPath path, JsonNode part) {
        switch (part) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    field.setValue(normalized(path.child(field.getKey()), field.getValue()));
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, normalized(path.child(String.valueOf(i)), array.get(i)));
                }
            }
            default -> {
                // It has nothing below it.
            }
        }
    }

    private JsonNode normalized(JsonPath path, JsonNode value) {
        if (value.isNumber()) {
            ExactNumber.fault(value.decimalValue())
                    .ifPresent(
                            fault -> problems.add(new SettingsProblem(path.toString(), value.asText(), "it " + fault)));
            return value.isBigDecimal() ? DoubleNode.valueOf(value.asDouble()) : value;
        }
        if (value.isTextual()) {
            PlainText.fault(value.asText())
                    .ifPresent(fault -> problems.add(new SettingsProblem(path.toString(), "unusable", "it " + fault)));
            return TextNode.valueOf(PlainText.normalized(value.asText()));
        }
        look(path, value);
        return value;
    }
}
