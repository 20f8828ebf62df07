package dev.ratiofixer.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.http.problem.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds what generators of clients and linters need of the contract, as far as that can be held without them. */
class ContractTest {
    private static final Vertx VERTX = Vertx.vertx();
    /** Status codes and positions in an array fit 32 bits without a maximum that says so. */
    private static final Set<String> SMALL = Set.of("status", "index");

    private static Contract contract;
    private static ContractDocument document;

    @BeforeAll
    static void load() throws Exception {
        contract =
                Contract.load(VERTX).toCompletionStage().toCompletableFuture().get();
        document = ContractDocument.read();
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void everyWholeNumberSaysHowWideItIs() {
        List<String> wrong = new ArrayList<>();
        document.visit((path, schema) -> {
            if (isInteger(schema.getValue("type")) && !fits(path, schema)) {
                wrong.add(path);
            }
        });

        assertThat(wrong)
                .as("clients take an integer for 32 bits, and views pass 2.1 billion: say format: int64")
                .isEmpty();
    }

    private static boolean isInteger(Object type) {
        return "integer".equals(type)
                || (type instanceof JsonArray several && several.contains("integer") && !several.contains("string"));
    }

    private static boolean fits(String path, JsonObject schema) {
        String format = schema.getString("format", "");
        boolean small = schema.getLong("maximum", Long.MAX_VALUE) <= Integer.MAX_VALUE
                || SMALL.contains(path.substring(path.lastIndexOf('/') + 1));
        return format.equals("int64") || (format.equals("int32") && small);
    }

    @Test
    void noKeywordIsLeftOverByUnquotedCommas() {
        List<String> empty = new ArrayList<>();
        document.visit((path, part) -> part.forEach(entry -> {
            if (entry.getValue() == null) {
                empty.add(path + "/" + entry.getKey());
            }
        }));

        assertThat(empty)
                .as("a comma in a {flow: mapping} begins a new key: quote the text")
                .isEmpty();
    }

    @Test
    void everyBodyHasAnExampleThatItsSchemaTakes() {
        List<String> wrong = new ArrayList<>();
        for (ContractDocument.Body body : document.bodies()) {
            String what = body.operation() + " " + body.status();
            if (body.examples().isEmpty()) {
                wrong.add(what + ": give it an example");
            }
            for (JsonObject example : body.examples()) {
                OutputUnit output = contract.openApi()
                        .getSchemaRepository()
                        .validator(schema(body))
                        .validate(document.resolve(example).getValue("value"));
                if (!output.getValid()) {
                    wrong.add(what + ": " + output.getErrors());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static JsonSchema schema(ContractDocument.Body body) {
        var operation = contract.openApi().operation(body.operation());
        var content = body.status().isEmpty()
                ? operation.getRequestBody().getContent()
                : operation.getResponse(Integer.parseInt(body.status())).getContent();
        return Objects.requireNonNull(content.get(MediaType.APPLICATION_JSON)).getSchema();
    }

    @Test
    void everyParameterIsDescribed() {
        List<String> bare = new ArrayList<>();
        document.visit((path, part) -> {
            if (part.containsKey("in") && part.containsKey("schema") && !part.containsKey("description")) {
                bare.add(path);
            }
        });

        assertThat(bare).isEmpty();
    }

    @Test
    void aBatchIsOfStartsButOneThatIsWrongDoesNotRefuseItWhole() {
        JsonObject batch = new JsonObject()
                .put("campaigns", new JsonArray().add(new JsonObject().put("video_id", "without a name")));
        JsonObject items = document.root()
                .getJsonObject("paths")
                .getJsonObject("/api/ratio-fixer/start/batch")
                .getJsonObject("post")
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema")
                .getJsonObject("properties")
                .getJsonObject("campaigns")
                .getJsonObject("items");

        assertThat(items).isEqualTo(new JsonObject().put("$ref", "#/components/schemas/Start"));
        contract.checkBody("startCampaigns", batch);
        assertThatThrownBy(() -> contract.checkBody(
                        "startCampaign", batch.getJsonArray("campaigns").getJsonObject(0)))
                .isInstanceOf(ProblemException.class);
    }
}
