package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.format.Declaration;
import io.jenkins.plugins.modeldelivery.format.ModelFormat;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The file of a model that another tool made, stored and found to be what it is said to be.
 *
 * @param format as registered
 * @param model the stored file
 * @param signature its inputs and outputs; null for formats that are not looked into
 * @param declaration what was said of it
 * @param documents the stored signature, by role
 */
public record ForeignFile(
        ModelFormat format,
        BlobRef model,
        FileSignature signature,
        Declaration declaration,
        Map<String, BlobRef> documents) {

    /**
     * Stores a file and checks what was stored. What is refused is not registered; its bytes, which nothing refers to, go with
     * the next sweep.
     *
     * @param name of the file
     * @throws InputException if the file is not of the format, or contradicts what is said of it
     */
    public static ForeignFile store(
            Registry registry, String name, InputStream content, ModelFormat format, Declaration declaration)
            throws IOException, RegistryException {
        Problems problems = new Problems();
        declaration.check(format, problems);
        problems.refuse();
        BlobRef blob = registry.store(name, content, null);
        FileSignature found;
        try (InputStream stored = registry.open(blob)) {
            found = format.check(stored, blob.bytes(), name);
        }
        if (found == null) {
            return new ForeignFile(format, blob, null, declaration, Map.of());
        }
        FileSignature complete = declaration.complete(found, problems);
        problems.refuse();
        byte[] document = Json.pretty(complete).getBytes(StandardCharsets.UTF_8);
        BlobRef stored = registry.store("signature.json", new ByteArrayInputStream(document), null);
        return new ForeignFile(format, blob, complete, declaration, Map.of(Harvest.SIGNATURE, stored));
    }

    /** What it predicts; null when not known. */
    public Task task() {
        return signature != null ? signature.task() : declaration.task();
    }

    /** The version to register; the other parameters are those of {@link NewVersion}. */
    public NewVersion version(
            Map<String, Double> metrics, Lineage lineage, String description, Map<String, String> tags, String key) {
        return new NewVersion(
                format.id(), model, documents, task(), declaration.target(), metrics, lineage, description, tags, key);
    }
}
