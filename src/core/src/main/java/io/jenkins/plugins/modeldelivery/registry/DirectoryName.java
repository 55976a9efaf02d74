package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of models as names of directories, on any file system: lower-case letters, digits, {@code _} and {@code -} stand
 * for themselves, every other byte of the UTF-8 form is {@code %} and two lower-case hexadecimal digits. Names that would
 * become too long keep their beginning, followed by {@code ~} and half of their SHA-256; the ledger's first line has the
 * whole.
 */
final class DirectoryName {

    /** Far below the 255 of file systems, because of the 260 that Windows allows a whole path. */
    private static final int MAX_LENGTH = 120;

    private static final int KEPT = 80;
    private static final int HASH = Digest.LENGTH / 2;

    /** Windows does not make directories of these names. */
    private static final Pattern RESERVED = Pattern.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]");

    private static final Pattern SHORTENED = Pattern.compile("(?:[a-z0-9_-]|%[0-9a-f]{2}){1,80}~[0-9a-f]{32}");

    private DirectoryName() {}

    /** The directory of a model. */
    static String of(ModelName name) {
        byte[] bytes = name.value().getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        int cut = 0;
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (plain(c)) {
                text.append(c);
            } else {
                escape(text, b);
            }
            if (text.length() <= KEPT) {
                cut = text.length();
            }
        }
        if (text.length() > MAX_LENGTH) {
            return text.substring(0, cut)
                    + "~"
                    + Digest.of(bytes, 0, bytes.length).substring(0, HASH);
        }
        if (RESERVED.matcher(text).matches()) {
            StringBuilder first = new StringBuilder();
            escape(first, bytes[0]);
            return first + text.substring(1);
        }
        return text.toString();
    }

    /** The model of a directory; empty if the name was shortened, or is none that {@link #of} gives. */
    static Optional<ModelName> decode(String directory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int i = 0; i < directory.length(); i++) {
                char c = directory.charAt(i);
                if (c == '%' && i + 2 < directory.length()) {
                    bytes.write(HexFormat.fromHexDigits(directory, i + 1, i + 3));
                    i += 2;
                } else if (plain(c)) {
                    bytes.write(c);
                } else {
                    return Optional.empty();
                }
            }
            ModelName name = new ModelName(bytes.toString(StandardCharsets.UTF_8));
            return of(name).equals(directory) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException | InputException e) {
            // No name of ours; whoever lists directories decides what to make of it.
            return Optional.empty();
        }
    }

    /** Whether a directory has the form of a shortened name. */
    static boolean isShortened(String directory) {
        return SHORTENED.matcher(directory).matches();
    }

    private static boolean plain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static void escape(StringBuilder text, byte b) {
        text.append('%').append(HexFormat.of().toHexDigits(b));
    }
}
