package dev.ratiofixer.http.problem;

import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes in plain words how a request breaks the OpenAPI contract. */
public final class ContractErrors {
    /** Keywords that only report that something below them failed. */
    private static final Set<String> WRAPPERS = Set.of("properties", "items", "$ref", "allOf", "anyOf", "oneOf");

    private static final String UNKNOWN = "is not a field of this request";

    private static final Pattern PARAMETER = Pattern.compile("parameter ([\\w-]+) ");

    private static final String SEE = "the page API says what it takes";
    private static final Pattern TYPE = Pattern.compile("Instance type (\\S+) is invalid\\. Expected (.+)");
    private static final Pattern COMPARED = Pattern.compile("(\\d+) [<>] (\\d+)");

    private ContractErrors() {}

    /** The problem that a validation failure is. */
    public static ApiProblem explain(ValidatorException failure) {
        Matcher parameter = PARAMETER.matcher(String.valueOf(failure.getMessage()));
        if (parameter.find()) {
            String detail = failure instanceof SchemaValidationException schema
                    ? String.join("; ", errorsOf(schema.getOutputUnit()).values())
                    : "is of another type than it has to be: " + SEE;
            return ApiProblem.ofFields(
                    ProblemType.INVALID_PARAMETER, List.of(FieldError.inParameter(parameter.group(1), detail)));
        }
        if (failure instanceof SchemaValidationException schema) {
            return inBody(schema.getOutputUnit());
        }
        return other(failure);
    }

    private static ApiProblem other(ValidatorException failure) {
        ValidatorErrorType type = failure.type();
        if (type == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
            return ApiProblem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "send the body with Content-Type: application/json");
        }
        return ApiProblem.ofFields(
                ProblemType.MALFORMED_JSON, List.of(FieldError.inBody("", "a JSON object is needed as the body")));
    }

    /** The problem that a parameter has with its schema. */
    public static ApiProblem inParameter(String name, @Nullable OutputUnit output) {
        return ApiProblem.ofFields(
                ProblemType.INVALID_PARAMETER,
                List.of(FieldError.inParameter(
                        name, String.join("; ", errorsOf(output).values()))));
    }

    /** The problem that a body has with its schema. */
    public static ApiProblem inBody(@Nullable OutputUnit output) {
        List<FieldError> errors = new ArrayList<>();
        errorsOf(output)
                .forEach((pointer, detail) ->
                        errors.add(new FieldError(pointer.replaceFirst("^/", "").replace('/', '.'), pointer, detail)));
        return ApiProblem.ofFields(ProblemType.INVALID_REQUEST, errors);
    }

    private static Map<String, String> errorsOf(@Nullable OutputUnit output) {
        Map<String, String> found = new LinkedHashMap<>();
        if (output != null && output.getErrors() != null) {
            for (OutputUnit error : output.getErrors()) {
                String keyword = lastPart(error.getKeywordLocation());
                if (!WRAPPERS.contains(keyword)) {
                    found.putIfAbsent(pointer(error, keyword), words(error, keyword));
                }
            }
        }
        // A field that has faults of its own is reported as unknown, too.
        Set<String> pointers = Set.copyOf(found.keySet());
        found.entrySet()
                .removeIf(error -> error.getValue().equals(UNKNOWN)
                        && pointers.stream().anyMatch(pointer -> pointer.startsWith(error.getKey() + "/")));
        return found.isEmpty() ? Map.of("", "is not as it has to be: " + SEE) : found;
    }

    private static String pointer(OutputUnit error, String keyword) {
        String at = String.valueOf(error.getInstanceLocation()).replaceFirst("^#", "");
        return keyword.equals("required") ? at + "/" + missing(error) : at;
    }

    private static String words(OutputUnit error, String keyword) {
        return switch (keyword) {
            case "required" -> "is missing";
            case "additionalProperties", "false" -> UNKNOWN;
            default -> inWords(String.valueOf(error.getError()), keyword);
        };
    }

    /** What the checking library says, for people, with what to do. */
    static String inWords(String said, String keyword) {
        Matcher type = TYPE.matcher(said);
        if (type.matches()) {
            return "is " + type.group(1) + " and must be " + type.group(2).replace(",", " or ");
        }
        return switch (keyword) {
            case "pattern", "format" -> "is not written as it has to be: " + SEE;
            case "enum", "const" ->
                said.replace("Instance does not match any of", "must be one of")
                        .replace("Instance does not match", "must be");
            case "maxLength", "maxItems" -> "is too long: " + figures(said) + SEE;
            case "minLength", "minItems" -> "is too short: " + figures(said) + SEE;
            case "minimum", "exclusiveMinimum" -> "is too small (" + said + ")";
            case "maximum", "exclusiveMaximum" -> "is too large (" + said + ")";
            case String other -> said + ": " + SEE;
        };
    }

    /** {@code (5 > 3)} as the library counts it. */
    private static String figures(String said) {
        Matcher compared = COMPARED.matcher(said);
        return compared.find() ? compared.group(1) + " where " + compared.group(2) + " is the limit; " : "";
    }

    private static String missing(OutputUnit error) {
        Matcher quoted = Pattern.compile("\"([^\"]*)\"").matcher(String.valueOf(error.getError()));
        return quoted.find() ? quoted.group(1) : "";
    }

    private static String lastPart(@Nullable String location) {
        return location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
    }
}
