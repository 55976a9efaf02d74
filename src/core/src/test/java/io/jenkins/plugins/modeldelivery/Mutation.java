package io.jenkins.plugins.modeldelivery;

import java.util.Random;

/** Text that was right, and is no longer. */
public final class Mutation {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "null",
        "true",
        "-",
        "0",
        "1e999",
        "1.5",
        "\\",
        "\\u0000",
        "\\ud800",
        "ä",
        "\u0000",
        "\uFEFF",
        "\n",
        "//",
        "'",
        "{}",
        "[]",
        "\"type\":\"x\",",
        "99999999999999999999",
        "[[[[[[[[[[[[[[[[[[[["
    };

    private Mutation() {}

    /** A few letters taken away, put in or doubled. */
    public static String of(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits && changed.length() > 0; i++) {
            int at = random.nextInt(changed.length());
            int length = Math.min(1 + random.nextInt(12), changed.length() - at);
            switch (random.nextInt(5)) {
                case 0 -> changed.delete(at, at + length);
                case 1 -> changed.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> changed.replace(at, at + length, PIECES[random.nextInt(PIECES.length)]);
                case 3 -> changed.insert(at, changed.substring(at, at + length));
                default -> changed.setLength(random.nextInt(20) == 0 ? at : changed.length());
            }
        }
        return changed.toString();
    }
}
