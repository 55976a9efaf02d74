package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/** The registry, driven through random sequences of operations, against a model of it that is too simple to be wrong. */
class RegistryModelTest {
    private static final List<String> ORDER = List.of("dev", "staging", "prod");

    enum What {
        REGISTER,
        PASS,
        FAIL,
        PROMOTE,
        ROLLBACK,
        ROLLBACK_TO,
        ARCHIVE,
        ALIAS,
        REOPEN
    }

    record Operation(What what, int version, String stage) {}

    /** What should be: no events, no files, only where everything stands. */
    private static final class Simple {
        final List<String> stages = new ArrayList<>();
        final List<Boolean> validation = new ArrayList<>();
        final Map<String, Deque<Integer>> champions = new TreeMap<>();
        final Map<String, Integer> aliases = new TreeMap<>();

        boolean apply(Operation op) {
            int v = op.version();
            if (op.what() == What.REGISTER) {
                stages.add("dev");
                validation.add(null);
                return true;
            }
            if (op.what() == What.ROLLBACK) {
                Integer previous = champions.getOrDefault(op.stage(), new ArrayDeque<>()).stream()
                        .filter(c -> !at(c).equals(op.stage()))
                        .findFirst()
                        .orElse(null);
                return previous != null && !op.stage().equals("dev") && back(previous, op.stage());
            }
            if (v > stages.size()) {
                return false;
            }
            switch (op.what()) {
                case PASS, FAIL -> validation.set(v - 1, op.what() == What.PASS);
                case PROMOTE -> {
                    return promote(v, op.stage());
                }
                case ROLLBACK_TO -> {
                    boolean stood = op.stage().equals("dev") || stood(v, op.stage());
                    return stood && back(v, op.stage());
                }
                case ARCHIVE -> {
                    if (at(v).equals("archived")) {
                        return false;
                    }
                    leave(v);
                    stages.set(v - 1, "archived");
                }
                case ALIAS -> aliases.put("a" + op.stage(), v);
                default -> throw new IllegalStateException();
            }
            return true;
        }

        private final List<String> everStood = new ArrayList<>();

        private boolean stood(int v, String stage) {
            return everStood.contains(v + stage);
        }

        private String at(int v) {
            return stages.get(v - 1);
        }

        private boolean promote(int v, String stage) {
            boolean allowed =
                    switch (stage) {
                        case "dev" -> at(v).equals("archived");
                        case "staging" -> at(v).equals("dev") && validation.get(v - 1) != Boolean.FALSE;
                        default -> at(v).equals("staging") && validation.get(v - 1) == Boolean.TRUE;
                    };
            if (allowed) {
                enter(v, stage, false);
            }
            return allowed;
        }

        private boolean back(int v, String stage) {
            if (at(v).equals(stage) || ORDER.indexOf(at(v)) > ORDER.indexOf(stage)) {
                return false;
            }
            enter(v, stage, true);
            return true;
        }

        private void enter(int v, String stage, boolean back) {
            leave(v);
            Deque<Integer> stack = champions.computeIfAbsent(stage, s -> new ArrayDeque<>());
            if (!stage.equals("dev")) {
                for (int other = 1; other <= stages.size(); other++) {
                    if (at(other).equals(stage)) {
                        stages.set(other - 1, "archived");
                    }
                }
            }
            if (back && stack.contains(v)) {
                while (stack.peek() != v) {
                    stack.pop();
                }
            }
            stack.remove(v);
            stack.push(v);
            stages.set(v - 1, stage);
            everStood.add(v + stage);
        }

        private void leave(int v) {
            champions.getOrDefault(at(v), new ArrayDeque<>()).remove(v);
        }
    }

    @Provide
    Arbitrary<Operation> operation() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(4, What.REGISTER),
                                net.jqwik.api.Tuple.of(5, What.PASS),
                                net.jqwik.api.Tuple.of(1, What.FAIL),
                                net.jqwik.api.Tuple.of(12, What.PROMOTE),
                                net.jqwik.api.Tuple.of(4, What.ROLLBACK),
                                net.jqwik.api.Tuple.of(3, What.ROLLBACK_TO),
                                net.jqwik.api.Tuple.of(1, What.ARCHIVE),
                                net.jqwik.api.Tuple.of(1, What.ALIAS),
                                net.jqwik.api.Tuple.of(1, What.REOPEN)),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(ORDER))
                .as(Operation::new);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void behavesAsTheSimpleModel(@ForAll @Size(min = 10, max = 60) List<@net.jqwik.api.From("operation") Operation> all)
            throws Exception {
        Path root = Files.createTempDirectory("registry");
        Simple simple = new Simple();
        Registry registry = Registry.open(root, Stages.DEFAULT);
        try {
            for (Operation op : all) {
                if (op.what() == What.REOPEN) {
                    registry.close();
                    registry = Registry.open(root, Stages.DEFAULT);
                    continue;
                }
                boolean expected = simple.apply(op);
                assertThat(done(registry, op))
                        .as("%s after %s", op, simple.stages)
                        .isEqualTo(expected);
            }
            Optional<Model> found = registry.find(Samples.RAIN);
            assertThat(found.isPresent()).isEqualTo(!simple.stages.isEmpty());
            if (found.isPresent()) {
                expect(found.get(), simple);
                expectOneChampion(registry.ledger(Samples.RAIN), found.get());
                try (Registry reader = Registry.openReadOnly(root, Stages.DEFAULT)) {
                    assertThat(reader.get(Samples.RAIN)).isEqualTo(found.get());
                    assertThat(reader.verify()).isEmpty();
                }
            }
        } finally {
            registry.close();
            delete(root);
        }
    }

    private static boolean done(Registry registry, Operation op) throws IOException {
        try {
            switch (op.what()) {
                case REGISTER -> Samples.register(registry, Samples.RAIN, "one of all");
                case PASS -> Samples.validate(registry, Samples.RAIN, op.version(), true);
                case FAIL -> Samples.validate(registry, Samples.RAIN, op.version(), false);
                case PROMOTE -> registry.changes(Samples.RAIN, Samples.ALICE).promote(op.version(), op.stage(), null);
                case ROLLBACK -> registry.changes(Samples.RAIN, Samples.ALICE).rollback(op.stage(), null, null);
                case ROLLBACK_TO ->
                    registry.changes(Samples.RAIN, Samples.ALICE).rollback(op.stage(), op.version(), null);
                case ARCHIVE -> registry.changes(Samples.RAIN, Samples.ALICE).archive(op.version(), null);
                case ALIAS -> registry.changes(Samples.RAIN, Samples.ALICE).alias("a" + op.stage(), op.version());
                default -> throw new IllegalStateException();
            }
            return true;
        } catch (RegistryException e) {
            return false;
        }
    }

    private static void expect(Model model, Simple simple) {
        assertThat(model.versions().values()).extracting(Version::stage).isEqualTo(simple.stages);
        assertThat(model.aliases()).isEqualTo(simple.aliases);
        for (Version version : model.versions().values()) {
            assertThat(version.validation().map(v -> v.event().passed()).orElse(null))
                    .isEqualTo(simple.validation.get(version.number() - 1));
        }
        for (String stage : List.of("dev", "staging", "prod", Stages.ARCHIVED)) {
            // Who stands there now is who has not left.
            assertThat(model.history(stage).stream().filter(t -> t.to() == null).map(Tenure::version))
                    .containsExactlyInAnyOrderElementsOf(model.versions().values().stream()
                            .filter(v -> v.stage().equals(stage))
                            .map(Version::number)
                            .toList());
        }
        for (String stage : List.of("staging", "prod")) {
            List<Tenure> history = model.history(stage);
            for (int i = 1; i < history.size(); i++) {
                assertThat(history.get(i - 1).to())
                        .isNotNull()
                        .isBeforeOrEqualTo(history.get(i).from());
            }
        }
    }

    private static void expectOneChampion(List<Entry> ledger, Model last) throws RegistryException {
        Fold fold = new Fold();
        for (Entry entry : ledger) {
            fold.apply(entry);
            Model model = fold.model(null);
            for (String stage : List.of("staging", "prod")) {
                assertThat(model.versions().values().stream()
                                .filter(v -> v.stage().equals(stage)))
                        .hasSizeLessThanOrEqualTo(1);
                // What the finished ledger says of this moment is what was true at it.
                assertThat(last.at(stage, entry.time()).map(Tenure::version))
                        .isEqualTo(model.champion(stage).map(Version::number));
            }
            assertThat(entry.event()).isNotInstanceOf(Event.TailCut.class);
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
