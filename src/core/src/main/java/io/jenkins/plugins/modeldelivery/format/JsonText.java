package io.jenkins.plugins.modeldelivery.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON into the values that {@link Ubj} knows, token by token; an array of numbers alone becomes {@code double[]}. */
final class JsonText {

    private static final int DEEPEST = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(Bytes.LONGEST_TEXT)
                            .build())
                    .build())
            .build();

    private JsonText() {}

    static Object read(InputStream in, Predicate<String> unwanted) throws IOException {
        try (JsonParser parser = MAPPER.createParser(in)) {
            parser.nextToken();
            Object value = value(parser, "", unwanted);
            if (parser.nextToken() != null) {
                throw new Malformed("text follows after its end");
            }
            return value;
        } catch (JacksonException e) {
            throw new Malformed("it is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Object value(JsonParser parser, String place, Predicate<String> unwanted) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new Malformed("it ends in the middle");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, place, unwanted);
            case START_ARRAY -> array(parser, place, unwanted);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new Malformed("there is no value where one is due");
        };
    }

    private static Map<String, Object> object(JsonParser parser, String place, Predicate<String> unwanted)
            throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String inner = place.isEmpty() ? name : place + '.' + name;
            parser.nextToken();
            if (unwanted.test(inner)) {
                parser.skipChildren();
            } else {
                members.put(name, value(parser, inner, unwanted));
            }
        }
        return members;
    }

    private static Object array(JsonParser parser, String place, Predicate<String> unwanted) throws IOException {
        double[] numbers = new double[8];
        int count = 0;
        List<Object> values = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (values == null && parser.currentToken().isNumeric()) {
                if (count == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * count);
                }
                numbers[count++] = parser.getDoubleValue();
                continue;
            }
            if (values == null) {
                values = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    values.add(numbers[i]);
                }
            }
            values.add(value(parser, place, unwanted));
        }
        return values == null ? Arrays.copyOf(numbers, count) : values;
    }
}
