package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Newline-delimited JSON (ndjson.org, also called JSON Lines) as CSV text, so that types, missing values and errors are those of
 * CSV: a header of all keys, then a record a line. A value is text, a number, true, false or null; null and absent keys are
 * missing values. Numbers keep their digits. {@code NaN} and {@code Infinity}, which Python writes, are taken as numbers.
 */
final class JsonLines extends InputStream {

    /** More keys than columns that anybody means: then keys hold data. */
    private static final int MOST_COLUMNS = 10_000;

    private static final int LONGEST_LINE = 64 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(LONGEST_LINE)
                    .build())
            .build();

    private final InputStream in;
    private final String file;
    private final Map<String, Integer> columns = new HashMap<>();
    private final byte[][] cells;
    private final Output out = new Output();
    private final byte[] block = new byte[1 << 16];
    private int at;
    private int filled;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long lines;
    private int taken;
    private boolean ended;

    /**
     * What a file holds.
     *
     * @param keys in order of first appearance
     * @param rows objects
     */
    record Keys(List<String> keys, long rows) {}

    /**
     * @param in JSON text
     * @param file for messages
     * @param keys all that occur
     */
    JsonLines(InputStream in, String file, List<String> keys) {
        this.in = in;
        this.file = file;
        keys.forEach(k -> columns.put(k, columns.size()));
        this.cells = new byte[keys.size()][];
        for (int c = 0; c < cells.length; c++) {
            separate(c);
            quote(keys.get(c).getBytes(StandardCharsets.UTF_8));
        }
        out.write('\n');
    }

    /** Reads a whole file for its keys, and checks every line on the way. */
    static Keys keys(InputStream in, String file) throws IOException {
        Map<String, Integer> found = new LinkedHashMap<>();
        long rows = 0;
        JsonLines text = new JsonLines(in, file, List.of());
        List<String> seen = new ArrayList<>();
        while (text.readLine()) {
            if (text.blank()) {
                continue;
            }
            rows++;
            seen.clear();
            text.parse((key, value) -> {
                found.putIfAbsent(key, found.size());
                seen.add(key);
            });
            if (seen.size() > 1 && seen.size() != new java.util.HashSet<>(seen).size()) {
                throw text.wrong("A key appears twice in the object", "Give each value a key of its own.", null);
            }
            if (found.size() > MOST_COLUMNS) {
                throw text.wrong(
                        "There are more than " + MOST_COLUMNS + " different keys up to here",
                        "Each key is a column: write values that vary as values, not as keys.",
                        null);
            }
        }
        if (found.isEmpty()) {
            throw new InputException("The file has no values", file, "One object with values a line is needed.");
        }
        return new Keys(List.copyOf(found.keySet()), rows);
    }

    /** Takes the key and the text of a value; null: missing. */
    private interface Taker {
        void take(String key, String value);
    }

    private void parse(Taker taker) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("The line is no JSON object", "Write one object a line, such as {\"speed\": 12}.", null);
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                    throw wrong(
                            "The value of '" + key + "' is "
                                    + (value == JsonToken.START_OBJECT ? "an object" : "an array"),
                            "Flatten it: one plain value a key, for example with jq.",
                            null);
                }
                taker.take(key, value == JsonToken.VALUE_NULL ? null : parser.getString());
            }
            if (parser.nextToken() != null) {
                throw wrong("Text follows the object", "Write one object a line.", null);
            }
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at character " + e.getLocation().getColumnNr();
            throw wrong(
                    "The line is no JSON" + where + ": " + firstLine(e.getOriginalMessage()),
                    "Write one object a line in UTF-8.",
                    e);
        }
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private InputException wrong(String what, String advice, Throwable cause) {
        Problem problem = new Problem(what, file + ":" + lines, advice);
        return cause == null ? new InputException(problem, null) : new InputException(problem, cause);
    }

    /** Goes on to the next line, without its line feed; false at the end. */
    private boolean readLine() throws IOException {
        length = 0;
        boolean any = false;
        while (true) {
            if (at == filled) {
                filled = in.read(block);
                at = 0;
                if (filled <= 0) {
                    filled = 0;
                    lines += any ? 1 : 0;
                    return any;
                }
            }
            any = true;
            int end = at;
            while (end < filled && block[end] != '\n') {
                end++;
            }
            append(end);
            if (end < filled) {
                at = end + 1;
                lines++;
                return true;
            }
            at = end;
        }
    }

    private void append(int end) {
        int count = end - at;
        if (length + count > LONGEST_LINE) {
            lines++;
            throw wrong("A line is longer than 64 MiB", "Write one object a line.", null);
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
        }
        System.arraycopy(block, at, line, length, count);
        length += count;
        if (lines == 0
                && length >= 3
                && (line[0] & 0xff) == 0xEF
                && (line[1] & 0xff) == 0xBB
                && (line[2] & 0xff) == 0xBF) {
            length -= 3;
            System.arraycopy(line, 3, line, 0, length);
        }
    }

    private boolean blank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Puts the next record out; a blank line stays one, so that lines keep their numbers. */
    private void record() throws IOException {
        if (!readLine()) {
            ended = true;
            return;
        }
        if (!blank()) {
            Arrays.fill(cells, null);
            parse((key, value) -> {
                Integer column = columns.get(key);
                if (column == null) {
                    throw new InputException("The file changed while it was read", file, "Read a finished file.");
                }
                cells[column] = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            });
            for (int c = 0; c < cells.length; c++) {
                separate(c);
                if (cells[c] == null) {
                    // Quoted, so that the record of a single column is no blank line.
                    out.write('"');
                    out.write('"');
                } else {
                    quote(cells[c]);
                }
            }
        }
        out.write('\n');
    }

    private void separate(int column) {
        if (column > 0) {
            out.write(',');
        }
    }

    private void quote(byte[] text) {
        boolean plain = text.length > 0;
        for (byte b : text) {
            plain &= b != '"' && b != ',' && b != '\n' && b != '\r' && b != ' ';
        }
        if (plain) {
            out.write(text, 0, text.length);
            return;
        }
        out.write('"');
        for (byte b : text) {
            if (b == '"') {
                out.write('"');
            }
            out.write(b);
        }
        out.write('"');
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (taken == out.size()) {
            out.reset();
            taken = 0;
        }
        while (!ended && out.size() - taken < count) {
            record();
        }
        int available = Math.min(count, out.size() - taken);
        if (available == 0) {
            return -1;
        }
        System.arraycopy(out.bytes(), taken, bytes, from, available);
        taken += available;
        if (taken > 1 << 20) {
            out.forget(taken);
            taken = 0;
        }
        return available;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Bytes of CSV that nobody has read yet. */
    private static final class Output extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }

        void forget(int first) {
            System.arraycopy(buf, first, buf, 0, count - first);
            count -= first;
        }
    }
}
