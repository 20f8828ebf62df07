package dev.ratiofixer.http.api;

import dev.ratiofixer.access.Role;
import dev.ratiofixer.http.problem.ContractErrors;
import dev.ratiofixer.text.PlainText.SchemaPattern;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Loads the OpenAPI contract: the router is built from it, requests are checked against it, and it is served as it is.
 */
public final class Contract {
    /** The contract's file on the class path. */
    public static final String FILE = "openapi.yaml";

    private static final String ROLE = "x-ratio-fixer-role";
    private static final String HELD = "x-ratio-fixer-held";

    private final OpenAPIContract openApi;
    private final JsonObject document;
    private final Buffer file;
    /** By what they check; to make one copies every schema of the contract. */
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    private Contract(OpenAPIContract openApi, JsonObject document, Buffer file) {
        this.openApi = openApi;
        this.document = document;
        this.file = file;
    }

    /** Reads the contract. Fails if it is no valid OpenAPI 3.1. */
    public static Future<Contract> load(Vertx vertx) {
        return vertx.fileSystem().readFile(FILE).compose(file -> {
            JsonObject document = parse(file);
            return OpenAPIContract.from(vertx, LibraryContract.of(document))
                    .map(openApi -> new Contract(openApi, document, file));
        });
    }

    private static JsonObject parse(Buffer file) {
        Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(file.toString());
        return new JsonObject(yaml);
    }

    public OpenAPIContract openApi() {
        return openApi;
    }

    /** The contract as it is written, as JSON; not to be changed. */
    public JsonObject document() {
        return document;
    }

    /** The file as it is served. */
    public Buffer file() {
        return file;
    }

    /** The id in our contract of an operation: that of a HEAD is its GET's. */
    public static String idOf(Operation operation) {
        return LibraryContract.operation(operation.getOperationId());
    }

    /** The role that an operation asks for, empty for one that is open to anyone. */
    public static Optional<Role> roleOf(Operation operation) {
        String role = String.valueOf(operation.getExtensions().get(ROLE)).toUpperCase(Locale.ROOT);
        return role.equals("ANYONE") ? Optional.empty() : Optional.of(Role.valueOf(role));
    }

    /** What an operation is for a caller that is held to a client; without a word of it, nothing. */
    HeldAccess heldAccess(String operationId) {
        return heldAccess(openApi.operation(operationId));
    }

    /** The same of an operation of the library's. */
    public static HeldAccess heldAccess(Operation operation) {
        Object access = operation.getExtensions().get(HELD);
        return access == null
                ? HeldAccess.NONE
                : HeldAccess.valueOf(access.toString().toUpperCase(Locale.ROOT));
    }

    /** What an operation is for a caller that is held to a client: {@code x-ratio-fixer-held}. */
    public enum HeldAccess {
        /** Not for it. */
        NONE,
        /** Nothing of any client is in it. */
        OPEN,
        /** It shows and changes what is the client's, and nothing else. */
        FILTERED,
        /** Its {@code id} has to be a campaign of the client. */
        CAMPAIGN,
        /** Its {@code id} has to be the client itself. */
        CLIENT,
        /** Its {@code id} has to be an order of a campaign of the client. */
        ORDER,
        /** Its {@code id} has to be a channel that the client has a campaign of. */
        CHANNEL
    }

    /** The names of all query parameters that are whole numbers. */
    public Set<String> integerParameters() {
        return openApi.operations().stream()
                .flatMap(operation -> operation.getParameters().stream())
                .filter(parameter -> "integer".equals(parameter.getSchema().get("type")))
                .map(Parameter::getName)
                .collect(Collectors.toSet());
    }

    /** Whether an operation changes nothing: it is asked for by GET, or is a viewer's. */
    boolean reads(String operationId) {
        Operation operation = openApi.operation(operationId);
        return operation.getHttpMethod().equals(HttpMethod.GET)
                || roleOf(operation).filter(role -> role != Role.VIEWER).isEmpty();
    }

    /** The role that the operation with this id asks for. */
    public Optional<Role> role(String operationId) {
        return roleOf(openApi.operation(operationId));
    }

    /** Checks a parameter that did not come by HTTP. Throws a problem that names it. */
    public void checkParameter(String operationId, String name, Object value) {
        OutputUnit output = validators
                .computeIfAbsent(operationId + " " + name, first -> validator(parameter(operationId, name)))
                .validate(value);
        if (!output.getValid()) {
            throw ContractErrors.inParameter(name, output).toException();
        }
    }

    /** Checks a body that did not come alone by HTTP. Throws a problem that names its fields. */
    public void checkBody(String operationId, JsonObject body) {
        OutputUnit output = validators
                .computeIfAbsent(operationId, first -> validator(body(operationId)))
                .validate(body);
        if (!output.getValid()) {
            throw ContractErrors.inBody(output).toException();
        }
    }

    private Validator validator(JsonSchema schema) {
        return openApi.getSchemaRepository().validator(schema);
    }

    private JsonSchema parameter(String operationId, String name) {
        return openApi.operation(operationId).getParameters().stream()
                .filter(known -> known.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getSchema();
    }

    private JsonSchema body(String operationId) {
        return Objects.requireNonNull(openApi.operation(operationId)
                        .getRequestBody()
                        .getContent()
                        .get(MediaType.APPLICATION_JSON))
                .getSchema();
    }

    /**
     * Converts our contract to one that vertx-openapi takes. It refuses a contract with
     * {@code application/problem+json} or {@code text/event-stream} among its answers, and it wants a handler of its
     * own for every way to show a key, where {@link dev.ratiofixer.http.server.SessionRoutes.AuthenticationHandler} has
     * let the caller in already. And its patterns are Java's, where ours are JavaScript's. It refuses a server's
     * address that is relative. And it would refuse a whole batch for one item, where we answer item by item: such
     * items are marked in the contract and checked by {@link Contract#checkBody} alone. All that changes in the
     * library's own copy only.
     */
    static final class LibraryContract {
        private static final String HEAD = "head_";
        private static final Set<String> WIDTHS = Set.of("int32", "int64");
        private static final String CHECKED = "x-ratio-fixer-checked";

        private LibraryContract() {}

        static JsonObject of(JsonObject contract) {
            JsonObject copy = contract.copy();
            copy.remove("security");
            copy.remove("servers");
            for (Object path : values(copy.getJsonObject("paths"))) {
                addHead((JsonObject) path);
                for (Object operation : values((JsonObject) path)) {
                    if (operation instanceof JsonObject object && object.containsKey("responses")) {
                        object.remove("security");
                        values(object.getJsonObject("responses")).forEach(response -> rename((JsonObject) response));
                    }
                }
            }
            values(copy.getJsonObject("components").getJsonObject("responses"))
                    .forEach(response -> rename((JsonObject) response));
            convert(copy);
            loosen(copy.getJsonObject("paths"));
            return copy;
        }

        private static void loosen(Object part) {
            if (part instanceof JsonObject object) {
                if ("one by one".equals(object.getValue(CHECKED))) {
                    object.put("items", new JsonObject().put("type", "object"));
                }
                values(object).forEach(LibraryContract::loosen);
            } else if (part instanceof JsonArray array) {
                array.forEach(LibraryContract::loosen);
            }
        }

        /**
         * The validator's patterns are Java's, the contract's are JavaScript's. And to the validator a null has no
         * width, even where null is allowed: widths are for generators of clients, bounds are for us.
         */
        private static void convert(Object part) {
            if (part instanceof JsonObject object) {
                if (object.getValue("format") instanceof String format && WIDTHS.contains(format)) {
                    object.remove("format");
                }
                if (object.getValue("pattern") instanceof String pattern) {
                    object.put("pattern", SchemaPattern.toJava(pattern));
                }
                values(object).forEach(LibraryContract::convert);
            } else if (part instanceof JsonArray array) {
                array.forEach(LibraryContract::convert);
            }
        }

        /** Whatever is read by GET can be asked for its headers alone; the contract need not say so of each. */
        private static void addHead(JsonObject path) {
            JsonObject get = path.getJsonObject("get");
            if (get != null) {
                path.put("head", get.copy().put("operationId", HEAD + get.getString("operationId")));
            }
        }

        /** The operation of the contract that one of the library's copy stands for. */
        static String operation(String id) {
            return id.startsWith(HEAD) ? id.substring(HEAD.length()) : id;
        }

        private static Iterable<Object> values(JsonObject object) {
            return object.stream().map(Map.Entry::getValue).toList();
        }

        private static void rename(JsonObject response) {
            JsonObject content = response.getJsonObject("content", new JsonObject());
            for (String type : content.fieldNames().toArray(String[]::new)) {
                if (!MediaType.isMediaTypeSupported(type)) {
                    Object described = content.remove(type);
                    content.put(type.endsWith("json") ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN, described);
                }
            }
        }
    }
}
