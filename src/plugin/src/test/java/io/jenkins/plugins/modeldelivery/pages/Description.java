package io.jenkins.plugins.modeldelivery.pages;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI file, and whether JSON is as it says. Knows the keywords that the file uses, and refuses others. */
final class Description {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "format",
            "enum",
            "items",
            "properties",
            "required",
            "additionalProperties",
            "oneOf",
            "$ref",
            "description");

    private final Map<String, Object> root;
    private final Set<String> used = new TreeSet<>();

    private Description(Map<String, Object> root) {
        this.root = root;
    }

    static Description read() throws IOException {
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/webapp/openapi.yaml"))) {
            return new Description(new Yaml(new SafeConstructor(new LoaderOptions())).load(reader));
        }
    }

    /** By path. */
    Map<String, Map<String, Map<String, Object>>> paths() {
        return at(root, "paths");
    }

    /** By name. */
    Map<String, Map<String, Object>> schemas() {
        return at(at(root, "components"), "schemas");
    }

    /** Names of the schemas that something was compared with. */
    Set<String> used() {
        return used;
    }

    /** The schema of what an operation answers with that status; null: it is no JSON. */
    Map<String, Object> answer(Map<String, Object> operation, int status) {
        Map<String, Object> response = at(at(operation, "responses"), String.valueOf(status));
        if (response == null) {
            throw new AssertionError(operation.get("operationId") + " says nothing about " + status);
        }
        Map<String, Object> json = at(at(resolve(response), "content"), "application/json");
        return json == null ? null : at(json, "schema");
    }

    /** What a parameter or response stands for. */
    Map<String, Object> resolve(Map<String, Object> node) {
        Object ref = node.get("$ref");
        if (ref == null) {
            return node;
        }
        Map<String, Object> found = root;
        for (String part : ref.toString().substring(2).split("/")) {
            found = at(found, part);
        }
        return found;
    }

    /** How the JSON differs from the schema, one sentence each. */
    List<String> differences(Object json, Map<String, Object> schema) {
        List<String> found = new ArrayList<>();
        compare(json, schema, "$", found);
        return found;
    }

    private void compare(Object json, Map<String, Object> schema, String where, List<String> found) {
        for (String keyword : schema.keySet()) {
            if (!KEYWORDS.contains(keyword)) {
                found.add(where + ": the test does not know the keyword " + keyword);
            }
        }
        if (schema.containsKey("$ref")) {
            used.add(schema.get("$ref").toString().replaceFirst(".*/", ""));
            compare(json, resolve(schema), where, found);
            return;
        }
        if (schema.containsKey("oneOf")) {
            List<Map<String, Object>> choices = at(schema, "oneOf");
            List<String> first = null;
            for (Map<String, Object> choice : choices) {
                List<String> differences = new ArrayList<>();
                compare(json, choice, where, differences);
                if (differences.isEmpty()) {
                    return;
                }
                first = first == null ? differences : first;
            }
            found.addAll(first);
            return;
        }
        if (schema.get("enum") instanceof List<?> values && !values.contains(json)) {
            found.add(where + " is " + json + ", none of " + values);
        }
        Object type = schema.get("type");
        List<?> types = type instanceof List<?> several ? several : List.of(type);
        if (types.stream().noneMatch(t -> is(json, t.toString()))) {
            found.add(where + " is " + json + ", not " + types);
        } else if (json instanceof Map<?, ?> object) {
            object(object, schema, where, found);
        } else if (json instanceof List<?> array) {
            for (int i = 0; i < array.size(); i++) {
                compare(array.get(i), at(schema, "items"), where + "[" + i + "]", found);
            }
        } else if ("date-time".equals(schema.get("format"))
                && json != null
                && !json.toString().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")) {
            found.add(where + " is no time in UTC: " + json);
        }
    }

    private void object(Map<?, ?> json, Map<String, Object> schema, String where, List<String> found) {
        Map<String, Map<String, Object>> properties =
                schema.containsKey("properties") ? at(schema, "properties") : Map.of();
        if (schema.get("required") instanceof List<?> required) {
            for (Object name : required) {
                if (!json.containsKey(name)) {
                    found.add(where + " has no " + name);
                }
            }
        }
        json.forEach((name, value) -> {
            String inner = where + "." + name;
            if (properties.containsKey(name.toString())) {
                compare(value, properties.get(name.toString()), inner, found);
            } else if (schema.get("additionalProperties") instanceof Map<?, ?>) {
                compare(value, at(schema, "additionalProperties"), inner, found);
            } else {
                found.add(inner + " is not described");
            }
        });
    }

    private static boolean is(Object json, String type) {
        return switch (type) {
            case "null" -> json == null;
            case "string" -> json instanceof String;
            case "boolean" -> json instanceof Boolean;
            case "integer" -> json instanceof Integer || json instanceof Long;
            case "number" -> json instanceof Number;
            case "array" -> json instanceof List;
            case "object" -> json instanceof Map;
            default -> false;
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> T at(Map<String, ?> node, String key) {
        return node == null ? null : (T) node.get(key);
    }
}
