package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The zip that a model is stored in. Entry order, entry times and content depend on nothing but the model. Reading trusts
 * nothing: the entries must be exactly those that the manifest lists, with the sizes and digests that it lists, and no entry
 * is unpacked beyond its listed size.
 */
final class ModelFile {

    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "signature.json";
    static final String PREPROCESSING = "preprocessing.json";
    static final String PARAMETERS = "parameters";
    static final String PROFILE = "profile.json";
    static final String IMPORTANCES = "importances.json";

    /** From format 2 on, of models that had rows enough to tell. */
    static final String HELD_OUT = "heldout.json";

    static final String ABSOLUTE_ERROR = "absolute-error";
    static final String SQUARED_ERROR = "squared-error";

    private static final Set<String> NAMES =
            Set.of(MANIFEST, SIGNATURE, PREPROCESSING, PARAMETERS, PROFILE, IMPORTANCES);
    private static final Set<String> OPTIONAL = Set.of(HELD_OUT, ABSOLUTE_ERROR, SQUARED_ERROR);

    private static final int LARGEST_MANIFEST = 1 << 20;
    private static final long LARGEST_PART = 1L << 30;

    /** Every entry's time: the earliest that zip knows. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final String ADVICE =
            "Name a model.zip that this engine wrote; if it was one, copy it again from the registry.";

    private ModelFile() {}

    /**
     * Writes a model file, complete or not at all.
     *
     * @param manifest without its parts
     * @param parts name to content, without the manifest
     */
    static void write(Path file, Manifest manifest, Map<String, byte[]> parts) throws IOException {
        Map<String, Manifest.Part> listed = new TreeMap<>();
        parts.forEach((name, content) -> listed.put(name, new Manifest.Part(sha256(content), content.length)));
        Manifest complete = new Manifest(
                manifest.format(),
                manifest.engine(),
                manifest.kind(),
                manifest.task(),
                manifest.classes(),
                manifest.trainer(),
                manifest.seed(),
                listed,
                manifest.reading());
        Path target = file.toAbsolutePath();
        // Not a createTempFile: that would leave the model readable by nobody else.
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (ZipOutputStream zip = new ZipOutputStream(
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                put(zip, MANIFEST, Json.pretty(complete).getBytes(StandardCharsets.UTF_8));
                for (Map.Entry<String, byte[]> part : new TreeMap<>(parts).entrySet()) {
                    put(zip, part.getKey(), part.getValue());
                }
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** What a model file holds. */
    record Content(Manifest manifest, Map<String, byte[]> parts, String sha256) {}

    /** Reads and checks a model file; InputException if anything about it is not as it must be. */
    static Content read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    Files.exists(file) ? "This is not a file" : "The model file does not exist", file.toString(), null);
        }
        String sha256 = sha256(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, ZipEntry> entries = entries(zip, file);
            Manifest manifest = manifest(zip, entries, file);
            Map<String, byte[]> parts = new LinkedHashMap<>();
            for (Map.Entry<String, Manifest.Part> part : manifest.parts().entrySet()) {
                parts.put(part.getKey(), part(zip, entries.get(part.getKey()), part.getValue(), file));
            }
            return new Content(manifest, parts, sha256);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (java.util.zip.ZipException | java.io.EOFException | IllegalArgumentException e) {
            throw damaged(file, "it is no complete zip file (" + e.getMessage() + ")", e);
        }
    }

    private static Map<String, ZipEntry> entries(ZipFile zip, Path file) {
        if (zip.size() > NAMES.size() + OPTIONAL.size()) {
            throw damaged(file, "it has " + zip.size() + " entries", null);
        }
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
            ZipEntry entry = e.nextElement();
            if (!NAMES.contains(entry.getName()) && !OPTIONAL.contains(entry.getName())) {
                throw damaged(file, "it has an unknown entry", null);
            }
            if (entries.put(entry.getName(), entry) != null) {
                throw damaged(file, "it has the entry " + entry.getName() + " twice", null);
            }
        }
        return entries;
    }

    private static Manifest manifest(ZipFile zip, Map<String, ZipEntry> entries, Path file) throws IOException {
        ZipEntry entry = entries.get(MANIFEST);
        if (entry == null) {
            throw damaged(file, "it has no " + MANIFEST, null);
        }
        byte[] content = unpack(zip, entry, LARGEST_MANIFEST, file);
        Manifest manifest = parse(content, Manifest.class, MANIFEST, file);
        if (manifest.format() > Manifest.FORMAT || manifest.format() < Manifest.OLDEST) {
            throw new InputException(
                    "The model file has format " + manifest.format() + ", this engine reads formats " + Manifest.OLDEST
                            + " to " + Manifest.FORMAT,
                    file.toString(),
                    manifest.format() > Manifest.FORMAT
                            ? "Use a newer version of the plugin."
                            : "Train the model again.");
        }
        Set<String> listed = new java.util.TreeSet<>(manifest.parts().keySet());
        listed.add(MANIFEST);
        if (!listed.containsAll(NAMES) || !entries.keySet().equals(listed)) {
            throw damaged(file, "its entries are not those that its manifest lists", null);
        }
        return manifest;
    }

    private static byte[] part(ZipFile zip, ZipEntry entry, Manifest.Part part, Path file) throws IOException {
        if (part == null || part.bytes() < 0 || part.bytes() > LARGEST_PART) {
            throw damaged(file, "its manifest gives no sensible size for " + entry.getName(), null);
        }
        byte[] content = unpack(zip, entry, part.bytes(), file);
        if (content.length != part.bytes() || !sha256(content).equals(part.sha256())) {
            throw damaged(file, entry.getName() + " does not have the digest that the manifest lists", null);
        }
        return content;
    }

    private static byte[] unpack(ZipFile zip, ZipEntry entry, long limit, Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = zip.getInputStream(entry)) {
            int count;
            while ((count = in.read(buffer)) > 0) {
                if (out.size() + (long) count > limit) {
                    throw damaged(file, entry.getName() + " is larger than it should be", null);
                }
                out.write(buffer, 0, count);
            }
        }
        return out.toByteArray();
    }

    static <T> T parse(byte[] content, Class<T> type, String name, Path file) {
        try {
            return Json.parse(new String(content, StandardCharsets.UTF_8), type, name);
        } catch (IOException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    static InputException damaged(Path file, String how, Throwable cause) {
        return new InputException(
                new Problem("This is no model file, or a damaged one: " + how, file.toString(), ADVICE), cause);
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            int count;
            while ((count = in.read(buffer)) > 0) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
