package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/benchmarks/scale measures with a million versions, with a few thousand. */
class ScaleTest {
    private static final int MODELS = 300;
    private static final int VERSIONS = 20;
    private static final Predicate<ModelName> ALL = name -> true;

    @TempDir
    Path root;

    private RegistryGenerator.Made made;

    @BeforeEach
    void make() throws Exception {
        made = RegistryGenerator.make(root, MODELS, VERSIONS);
    }

    @Test
    void whatIsMadeIsSound() throws Exception {
        try (Registry registry = Registry.openReadOnly(root, Stages.DEFAULT)) {
            assertThat(registry.models()).hasSize(MODELS);
            Audit audit = registry.audit();
            assertThat(audit.problems()).isEmpty();
            assertThat(audit.entries()).isEqualTo(made.lines());
        }
    }

    @Test
    void theFirstPageReadsItsOwnModelsOnly() throws Exception {
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            Listing first = registry.search(ModelQuery.of(""), ALL);
            assertThat(first.total()).isEqualTo(MODELS);
            assertThat(first.rows()).hasSize(ModelQuery.SIZE);
            assertThat(first.read()).isEqualTo(ModelQuery.SIZE);
            assertThat(registry.search(ModelQuery.of("").at(2), ALL).read()).isEqualTo(ModelQuery.SIZE);
            assertThat(registry.search(ModelQuery.of(""), ALL).read()).isZero();
            // By hand: of 300 models each of 15 folders has 20.
            Listing folder = registry.search(ModelQuery.of("area03"), ALL);
            assertThat(folder.total()).isEqualTo(20);
        }
    }

    @Test
    void everySortAndEveryPageHasEveryModelOnce() throws Exception {
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            for (ModelQuery.Sort sort : ModelQuery.Sort.values()) {
                for (boolean descending : new boolean[] {false, true}) {
                    Set<ModelName> seen = new HashSet<>();
                    ModelQuery query = new ModelQuery(null, null, null, null, sort, descending, 1, 70);
                    Listing listing = registry.search(query, ALL);
                    for (int page = 1; page <= listing.pages(); page++) {
                        registry.search(query.at(page), ALL).rows().forEach(row -> assertThat(seen.add(row.name()))
                                .isTrue());
                    }
                    assertThat(seen).hasSize(MODELS);
                }
            }
        }
    }

    @Test
    void walkingAllVersionsTakesNoMoreMemoryThanAllowed() throws Exception {
        long limit = 20 * made.bytes() / MODELS;
        Memory memory = new Memory(limit);
        try (Registry registry = Registry.open(root, Stages.DEFAULT, memory)) {
            registry.search(new ModelQuery(null, "churn", null, null, null, false, 1, 50), ALL);
            // Summaries do not weigh on it.
            assertThat(memory.total()).isZero();
            int versions = 0;
            for (ModelName name : registry.models()) {
                versions += registry.get(name).versions().size();
                assertThat(memory.total()).isLessThanOrEqualTo(limit);
            }
            assertThat(versions).isEqualTo(MODELS * VERSIONS);
            assertThat(memory.total()).isGreaterThan(limit / 2);
        }
    }

    @Test
    void whatWasInAStageAtATimeIsWhatTheLedgerSaidThen() throws Exception {
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            for (ModelName name : made.models().subList(0, 10)) {
                Fold fold = new Fold();
                for (Entry entry : registry.ledger(name)) {
                    fold.apply(entry);
                    Model then = fold.model(null);
                    for (String stage : Stages.DEFAULT.names()) {
                        Optional<Integer> champion = then.champion(stage).map(Version::number);
                        assertThat(registry.at(name, stage, entry.time()).map(Tenure::version))
                                .isEqualTo(champion);
                        assertThat(registry.at(name, stage, entry.time().minusNanos(1)))
                                .isEqualTo(registry.get(name)
                                        .at(stage, entry.time().minusNanos(1)));
                    }
                }
            }
        }
    }
}
