package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.LedgerText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes a registry of many models, quicker than by registering one version after the other: ledgers are written whole,
 * line by line in the same format, and opening the registry finds them. Versions share their stored files, so that the
 * ledgers are what there is much of.
 */
final class RegistryGenerator {

    /** Stored files that all versions share. */
    private static final int FILES = 32;

    private static final int MODELS_PER_FOLDER = 20;
    private static final String[] TOPICS = {"churn", "fraud", "demand", "damage", "price", "rain", "ranking", "spam"};

    private RegistryGenerator() {}

    /**
     * What was made.
     *
     * @param models names
     * @param lines of all ledgers
     * @param bytes of all ledgers
     */
    record Made(List<ModelName> models, long lines, long bytes) {}

    static ModelName name(int model) {
        int folder = model / MODELS_PER_FOLDER;
        return new ModelName(String.format("area%02d/team%03d/%s-%05d", folder % 20, folder, TOPICS[model % 8], model));
    }

    /** @param root directory that does not exist or is empty */
    static Made make(Path root, int models, int versions) throws IOException, RegistryException {
        List<BlobRef> files = new ArrayList<>();
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            for (int i = 0; i < FILES; i++) {
                byte[] content = ("file " + i).getBytes(StandardCharsets.UTF_8);
                files.add(registry.store("file", new ByteArrayInputStream(content), null));
            }
        }
        ModelDirectories directories = new ModelDirectories(root.resolve("models"));
        List<ModelName> names =
                IntStream.range(0, models).mapToObj(RegistryGenerator::name).toList();
        long[][] written = IntStream.range(0, models)
                .parallel()
                .mapToObj(model -> write(directories, names.get(model), files, versions, model))
                .toArray(long[][]::new);
        // Takes the models in.
        Registry.open(root, Stages.DEFAULT).close();
        long lines = 0;
        long bytes = 0;
        for (long[] one : written) {
            lines += one[0];
            bytes += one[1];
        }
        return new Made(names, lines, bytes);
    }

    private static long[] write(
            ModelDirectories directories, ModelName name, List<BlobRef> files, int versions, long seed) {
        LedgerText ledger = new ModelLife(name, files, seed).live(versions);
        byte[] bytes = ledger.bytes();
        Path file = directories.ledger(name);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new long[] {ledger.lines(), bytes.length};
    }
}
