package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.parquet.ParquetFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file's header and its first bytes.
 *
 * @param names columns in order
 * @param separator between cells
 * @param bodyOffset where the first data row starts, in bytes of text
 * @param bodyLine 1-based line of the first data row
 * @param sample whole data rows from the beginning, each ending in a line feed
 * @param whole whether the sample is all there is
 * @param quotes whether a quote occurs in the sample
 * @param lineARecord whether each record is one line of the file, whatever line feeds its values have
 * @param rules how the cells are understood
 */
record Head(
        List<String> names,
        byte separator,
        long bodyOffset,
        long bodyLine,
        byte[] sample,
        boolean whole,
        boolean quotes,
        boolean lineARecord,
        Rules rules) {

    private static final int SAMPLE = 64 * 1024;
    private static final int LONGEST = 16 * 1024 * 1024;
    private static final byte[] SEPARATORS = {',', ';', '\t', '|'};

    /** Reads the header. */
    static Head of(DataFile file, Reading reading) throws IOException {
        String name = file.path().toString();
        if (file.parquet() != null) {
            return of(file.parquet(), reading, name);
        }
        byte[] bytes;
        int end;
        boolean all;
        try (InputStream in = file.stream(0, n -> {})) {
            bytes = in.readNBytes(SAMPLE);
            all = bytes.length < SAMPLE;
            end = headerEnd(bytes);
            while (end < 0 && !all && bytes.length < LONGEST) {
                int length = bytes.length;
                byte[] more = in.readNBytes(length);
                all = more.length < length;
                bytes = Arrays.copyOf(bytes, length + more.length);
                System.arraycopy(more, 0, bytes, length, more.length);
                end = headerEnd(bytes);
            }
        }
        if (bytes.length == 0) {
            throw new InputException("The file is empty", name, "A header line and data rows are needed.");
        }
        int start =
                bytes.length >= 3 && (bytes[0] & 0xff) == 0xEF && (bytes[1] & 0xff) == 0xBB && (bytes[2] & 0xff) == 0xBF
                        ? 3
                        : 0;
        if (end < 0) {
            if (!all) {
                throw new InputException(
                        "The header line does not end within 16 MiB", name + ":1", "Is this a CSV file?");
            }
            end = bytes.length;
        }
        byte separator = file.json() == null ? separator(name, bytes, start, end, reading) : (byte) ',';
        List<String> names = names(name, bytes, start, end, separator);
        if (end == bytes.length && all) {
            throw new InputException(
                    "The file has a header but no data rows", name, "At least one row below the header is needed.");
        }
        long line = 1;
        for (int i = start; i < end; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        boolean quotes = false;
        for (int i = end; i < bytes.length; i++) {
            quotes |= bytes[i] == '"';
        }
        boolean json = file.json() != null;
        // What JSON lacks is a header: its first line is a record.
        return new Head(
                names,
                separator,
                end,
                json ? 1 : line,
                sample(bytes, end, separator, quotes || json, all),
                all,
                quotes || json,
                json,
                Rules.of(reading, names));
    }

    /** As of CSV, whose rows are counted from 1. */
    private static Head of(ParquetFile file, Reading reading, String name) {
        byte[] header = ParquetText.header(file);
        List<String> names = names(name, header, 0, header.length, (byte) ',');
        Rules rules = Rules.of(reading, names)
                .dated(c -> ParquetCells.type(file.columns().get(c)) == Signature.Type.DATE);
        return new Head(names, (byte) ',', header.length, 1, new byte[0], false, true, true, rules);
    }

    private static byte[] sample(byte[] bytes, int from, byte separator, boolean quotes, boolean all)
            throws IOException {
        InputStream in = new java.io.ByteArrayInputStream(bytes, from, bytes.length - from);
        try (Blocks blocks = new Blocks(in, from, quotes, separator)) {
            if (!blocks.next()) {
                return new byte[0];
            }
            // Blocks takes the cut for the end of the file; the last record, cut or not, is left out unless it is
            // whole.
            byte[] block = Arrays.copyOf(blocks.bytes(), blocks.end());
            if (all) {
                return block;
            }
            int end = Math.max(0, block.length - 1);
            while (end > 0 && block[end - 1] != '\n') {
                end--;
            }
            return Arrays.copyOf(block, end);
        } catch (Malformed e) {
            // The pass over the whole file meets the same place and reports it with its line.
            return new byte[0];
        }
    }

    /** Index after the first line feed outside quotes; -1 when there is none. */
    private static int headerEnd(byte[] bytes) {
        boolean quoted = false;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '"') {
                quoted = !quoted;
            } else if (bytes[i] == '\n' && !quoted) {
                return i + 1;
            }
        }
        return -1;
    }

    private static byte separator(String file, byte[] bytes, int from, int to, Reading reading) {
        byte likely = separator(bytes, from, to);
        Character given = reading.separatorCharacter();
        if (given == null) {
            return likely;
        }
        byte separator = (byte) given.charValue();
        if (count(bytes, from, to, separator) == 0 && count(bytes, from, to, likely) > 0) {
            throw new InputException(
                    "The header line has no '" + shown(separator) + "', which is to separate cells, but '"
                            + shown(likely) + "'",
                    file + ":1",
                    "Give another separator, or leave it out: it is then detected.");
        }
        return separator;
    }

    private static String shown(byte separator) {
        return separator == '\t' ? "\\t" : String.valueOf((char) separator);
    }

    private static byte separator(byte[] bytes, int from, int to) {
        byte best = ',';
        int most = 0;
        for (byte candidate : SEPARATORS) {
            int count = count(bytes, from, to, candidate);
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    private static int count(byte[] bytes, int from, int to, byte wanted) {
        boolean quoted = false;
        int count = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '"') {
                quoted = !quoted;
            } else if (!quoted && bytes[i] == wanted) {
                count++;
            }
        }
        return count;
    }

    private static List<String> names(String file, byte[] bytes, int from, int to, byte separator) {
        int bad = Cells.malformed(bytes, from, to);
        if (bad >= 0) {
            throw new InputException(
                    String.format("The byte at offset %d of the file (0x%02X) is not UTF-8", bad, bytes[bad] & 0xff),
                    file + ":1",
                    "Save the file as UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8.");
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                throw new InputException(
                        "The header has a NUL byte, at offset " + i + " of the file",
                        file + ":1",
                        "Is this a CSV file in UTF-8?");
            }
        }
        byte[] line = Arrays.copyOfRange(bytes, from, to + 1);
        int length = to - from;
        if (length > 0 && line[length - 1] == '\n') {
            length--;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        List<String> names = split(file, Cells.text(line, 0, length), (char) separator);
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                throw new InputException(
                        "Column " + (i + 1) + " has no name",
                        file + ":1",
                        "Name every column in the first line"
                                + (i == 0 ? "; with pandas, write with index=False." : "."));
            }
            Integer before = seen.put(name, i);
            if (before != null) {
                throw new InputException(
                        "The column name " + Cells.quoted(name) + " appears twice: columns " + (before + 1) + " and "
                                + (i + 1),
                        file + ":1",
                        "Give each column a name of its own.");
            }
        }
        return List.copyOf(names);
    }

    private static List<String> split(String file, String line, char separator) {
        List<String> names = new ArrayList<>();
        int i = 0;
        while (true) {
            if (i < line.length() && line.charAt(i) == '"') {
                StringBuilder name = new StringBuilder();
                i++;
                while (true) {
                    if (i >= line.length()) {
                        throw new InputException(
                                "A quote opens in the header and is never closed", file + ":1", "Close it.");
                    }
                    char c = line.charAt(i++);
                    if (c == '"') {
                        if (i >= line.length() || line.charAt(i) != '"') {
                            break;
                        }
                        i++;
                    }
                    name.append(c);
                }
                if (i < line.length() && line.charAt(i) != separator) {
                    throw new InputException(
                            "Text follows a closing quote in the header",
                            file + ":1",
                            "Double every quote that belongs to a name (\"\").");
                }
                names.add(name.toString());
            } else {
                int end = line.indexOf(separator, i);
                end = end < 0 ? line.length() : end;
                String name = line.substring(i, end).strip();
                if (name.indexOf('\r') >= 0) {
                    throw new InputException(
                            "The lines end in lone carriage returns",
                            file + ":1",
                            "Convert the line ends to LF or CRLF, for example with tr '\\r' '\\n'.");
                }
                names.add(name);
                i = end;
            }
            if (i >= line.length()) {
                return names;
            }
            i++;
        }
    }
}
