package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {
    private static final int MODELS = 80;
    private static final Predicate<ModelName> ALL = name -> true;
    private static final ModelQuery BY_CHANGE =
            new ModelQuery(null, null, null, null, ModelQuery.Sort.CHANGED, true, 1, 1000);

    @TempDir
    Path root;

    private Path file;
    private List<Summary> truth;

    @BeforeEach
    void make() throws Exception {
        RegistryGenerator.make(root, MODELS, 4);
        file = root.resolve("cache").resolve("summaries.ndjson");
        assertThat(file).doesNotExist();
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            Listing first = registry.search(BY_CHANGE, ALL);
            assertThat(first.read()).isEqualTo(MODELS);
            assertThat(first.total()).isEqualTo(MODELS);
            truth = first.rows();
            Listing again = registry.search(BY_CHANGE, ALL);
            assertThat(again.read()).isZero();
            assertThat(again.rows()).isEqualTo(truth);
        }
        assertThat(file).exists();
    }

    @Test
    void itSaysWhatTheLedgersSay() throws Exception {
        for (boolean readOnly : new boolean[] {false, true}) {
            try (Registry registry =
                    readOnly ? Registry.openReadOnly(root, Stages.DEFAULT) : Registry.open(root, Stages.DEFAULT)) {
                assertThat(registry.summary(truth.get(0).name())).contains(truth.get(0));
                Listing listing = registry.search(BY_CHANGE, ALL);
                assertThat(listing.read()).isZero();
                assertThat(listing.rows()).isEqualTo(truth);
                for (Summary summary : truth) {
                    assertThat(Summary.of(registry.get(summary.name()))).isEqualTo(summary);
                }
            }
        }
    }

    @Test
    void withoutItAllIsReadAgain() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        assertThat(read()).isEqualTo(MODELS);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        Files.write(file, new byte[0]);
        assertThat(read()).isEqualTo(MODELS);
        String text = new String(bytes, StandardCharsets.UTF_8);
        Files.writeString(file, text.replaceFirst("\\{\"format\":1}", "{\"format\":2}"));
        assertThat(read()).isEqualTo(MODELS);
        Files.write(file, "not at all\n\n{}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read()).isEqualTo(MODELS);
        // What cannot even be opened, or written.
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(read()).isEqualTo(MODELS);
        assertThat(file).isDirectory();
    }

    @Test
    void aTornFileIsUsedAsFarAsItGoes() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(read()).isBetween(MODELS / 4, 3 * MODELS / 4);
    }

    @Test
    void aLineIsOfNoUseForALedgerThatChanged() throws Exception {
        ModelDirectories directories = new ModelDirectories(root.resolve("models"));
        Path grown = directories.ledger(truth.get(0).name());
        byte[] line = "x".getBytes(StandardCharsets.UTF_8);
        // Torn: what a list says is the same, but that has to be found out.
        Files.write(grown, line, StandardOpenOption.APPEND);
        Path touched = directories.ledger(truth.get(1).name());
        Files.setLastModifiedTime(touched, FileTime.fromMillis(1_000_000_000_000L));
        assertThat(read()).isEqualTo(2);
    }

    @Test
    void whatAWriterChangesIsSeenByTheNext() throws Exception {
        ModelName name = truth.get(3).name();
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            registry.changes(name, Samples.ALICE).tag(null, "changed", "since");
        }
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            Listing listing =
                    registry.search(new ModelQuery(null, "changed=since", null, null, null, false, 1, 10), ALL);
            assertThat(listing.rows()).extracting(Summary::name).containsExactly(name);
            assertThat(listing.read()).isEqualTo(1);
        }
    }

    @Test
    void manyChangesAreWrittenDownOnClosing() throws Exception {
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            for (Summary summary : truth) {
                registry.changes(summary.name(), Samples.ALICE).tag(null, "round", "two");
            }
        }
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            Listing listing = registry.search(new ModelQuery(null, null, null, "round=two", null, false, 1, 1000), ALL);
            assertThat(listing.total()).isEqualTo(MODELS);
            assertThat(listing.read()).isZero();
        }
    }

    @Test
    void aLineUnderAnotherNameIsOfNoUse() throws Exception {
        List<String> lines = Files.readAllLines(file);
        // Two models whose ledgers have the same size and time: the seal holds, the ledger fits, the name does not.
        ModelDirectories directories = new ModelDirectories(root.resolve("models"));
        ModelName one = new ModelName("pair/aa");
        ModelName two = new ModelName("pair/bb");
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            for (ModelName name : List.of(one, two)) {
                Samples.register(registry, name, "same");
            }
            FileTime time = FileTime.fromMillis(1_000_000_000_000L);
            Files.setLastModifiedTime(directories.ledger(one), time);
            Files.setLastModifiedTime(directories.ledger(two), time);
            ModelLedger.Outline outline =
                    new ModelLedger.Outline(registry.summary(two).orElseThrow(), Stamp.of(directories.ledger(one)));
            new SummaryFile(root).write(java.util.Map.of(one, outline));
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(new SummaryFile(root).read().find(one)).isNull();
        assertThat(new SummaryFile(root).read().find(two)).isNull();
        assertThat(lines).hasSize(MODELS + 1);
    }

    @Test
    void noChangedByteIsBelieved() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        // The head, and two lines; all others are like them. Which models they are of, and two more, is looked at.
        List<Summary> byName = truth.stream()
                .sorted(java.util.Comparator.comparing(Summary::name))
                .limit(4)
                .toList();
        int end = 0;
        for (int line = 0; line < 3; end++) {
            if (bytes[end] == '\n') {
                line++;
            }
        }
        for (int i = 0; i < end; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1 << i % 8;
            Files.write(file, changed);
            SummaryFile.Content content = new SummaryFile(root).read();
            for (Summary summary : byName) {
                ModelLedger.Outline found = content.find(summary.name());
                if (found != null) {
                    assertThat(found.summary()).as("byte " + i).isEqualTo(summary);
                }
            }
        }
    }

    /** How many ledgers were read for a search that finds what it should. */
    private int read() throws IOException, RegistryException {
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            Listing listing = registry.search(BY_CHANGE, ALL);
            assertThat(listing.rows()).isEqualTo(truth);
            return listing.read();
        }
    }
}
