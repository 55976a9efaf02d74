package io.jenkins.plugins.modeldelivery.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The checksum that a line of JSON carries in its last member, {@code "sum"}: the SHA-256 of everything before the comma
 * that introduces it.
 */
public final class Seal {
    private static final String SUM = ",\"sum\":\"";
    private static final String CLOSE = "\"}";

    /** Bytes that it takes at the end of a line, the line end not counted. */
    public static final int LENGTH = SUM.length() + Digest.LENGTH + CLOSE.length();

    private Seal() {}

    /**
     * A sealed line, with its line end.
     *
     * @param json an object with at least one member
     */
    public static byte[] line(String json) {
        byte[] body = json.substring(0, json.length() - 1).getBytes(StandardCharsets.UTF_8);
        byte[] seal = (SUM + Digest.of(body, 0, body.length) + CLOSE + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] line = new byte[body.length + seal.length];
        System.arraycopy(body, 0, line, 0, body.length);
        System.arraycopy(seal, 0, line, body.length, seal.length);
        return line;
    }

    /** Whether a part of an array is a line as it was sealed, its line end not included. */
    public static boolean holds(byte[] bytes, int start, int end) {
        return digest(bytes, start, end) != null;
    }

    /** The digest of a whole line with its seal, but without its line end; null if the seal does not hold. */
    static String digest(byte[] bytes, int start, int end) {
        int body = end - LENGTH;
        if (body <= start || !matches(bytes, body, SUM) || !matches(bytes, end - CLOSE.length(), CLOSE)) {
            return null;
        }
        MessageDigest digest = Digest.sha256();
        digest.update(bytes, start, body - start);
        MessageDigest whole = copy(digest);
        if (!matches(bytes, body + SUM.length(), Digest.text(digest))) {
            return null;
        }
        whole.update(bytes, body, LENGTH);
        return Digest.text(whole);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's SHA-256 can be copied", e);
        }
    }

    private static boolean matches(byte[] bytes, int at, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
