package io.jenkins.plugins.modeldelivery.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256, in lower-case hexadecimal: addresses of blobs and links of the ledger's chain. */
public final class Digest {

    /** Hexadecimal digits of a digest. */
    public static final int LENGTH = 64;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private Digest() {}

    /** A new computation. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Of a part of an array. */
    public static String of(byte[] bytes, int from, int to) {
        MessageDigest digest = sha256();
        digest.update(bytes, from, to - from);
        return text(digest);
    }

    /** Ends a computation. */
    public static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether a text has the form of a digest; anything else must never become part of a path. */
    public static boolean isDigest(String text) {
        return text != null && FORM.matcher(text).matches();
    }
}
