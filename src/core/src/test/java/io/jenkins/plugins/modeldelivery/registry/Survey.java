package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All that the ledgers of a registry say, read without help of the registry.
 *
 * @param models by their birth, which stays when a model gets another name; deleted ones, too
 * @param inventory the registry's own ledger
 */
record Survey(Map<Birth, Seen> models, List<Entry> inventory) {
    static final Survey NOTHING = new Survey(Map.of(), List.of());

    /**
     * A model.
     *
     * @param there whether it exists; else it was deleted
     */
    record Seen(List<Entry> entries, ModelName name, boolean there) {}

    /** What was acknowledged of a model last. */
    record Fact(int seq, Instant time, ModelName name, boolean there) {}

    /**
     * What a thread was doing when it was killed.
     *
     * @param from the model or folder
     * @param to its new name, if it was to get one
     */
    record Begun(String what, String from, String to) {
        /** Whether this, being done or not, accounts for a model that was last seen as that and is found as this. */
        boolean accounts(ModelName before, boolean wasThere, ModelName after, boolean isThere) {
            boolean same = after.equals(before);
            return switch (what) {
                case "move" ->
                    wasThere == isThere
                            && before.value().startsWith(from + "/")
                            // Where a name is taken it ends in ~2, ~3, ...
                            && after.value().startsWith(to + before.value().substring(from.length()));
                case "rename" ->
                    wasThere == isThere
                            && before.value().equals(from)
                            && after.value().equals(to);
                case "delete" -> same && before.value().equals(from) && wasThere && !isThere;
                case "register" -> same && before.value().equals(from) && !wasThere && isThere;
                default -> false;
            };
        }
    }

    /**
     * What stays of a model, whatever it is called: who began it, and when. Each writer is alone in a folder of its own, and two of them
     * may begin at the same time.
     */
    record Birth(String writer, Instant time) {
        static Birth of(ModelName name, Instant time) {
            return new Birth(name.value().split("/")[0], time);
        }
    }

    /** @throws AssertionError if the ledgers contradict each other or what the registry says of them */
    static Survey of(Path root, Registry registry) throws IOException, RegistryException {
        Map<Birth, Seen> models = new HashMap<>();
        List<ModelName> named = registry.models();
        List<ModelName> there = new ArrayList<>();
        for (ModelDirectories.Found found : new ModelDirectories(root.resolve("models")).list(named)) {
            List<Entry> entries = Ledger.read(found.ledger()).entries();
            if (entries.isEmpty()) {
                continue;
            }
            Model model = Model.fold(entries);
            Seen seen = new Seen(entries, model.name(), model.removed() == null);
            demand(seen.name().equals(found.name().orElse(null)), seen.name() + ": is found as " + found.name());
            Seen other = models.put(Birth.of(seen.name(), entries.get(0).time()), seen);
            demand(other == null, seen.name() + ": is there twice, also as " + (other == null ? "" : other.name()));
            if (seen.there()) {
                there.add(seen.name());
            }
        }
        there.sort(null);
        demand(there.equals(named), "there are " + there + ", but the registry says " + named);
        return new Survey(models, Ledger.read(root.resolve(Inventory.FILE)).entries());
    }

    /**
     * Compares with what came later.
     *
     * @param facts that were acknowledged meanwhile
     * @param begun what was not acknowledged, by the first segment of the names that it is about
     * @throws AssertionError if anything is gone or is what it cannot be
     */
    void demandKept(Survey later, Map<Birth, Fact> facts, Map<String, Begun> begun) {
        demand(begins(later.inventory, inventory), Inventory.FILE + ": no longer begins with what it had");
        Map<Birth, Fact> expected = new HashMap<>();
        models.forEach((first, seen) -> {
            Seen now = later.models.get(first);
            demand(now != null && begins(now.entries(), seen.entries()), seen.name() + ": has lost lines");
            Entry last = seen.entries().get(seen.entries().size() - 1);
            expected.put(first, new Fact(seen.entries().size(), last.time(), seen.name(), seen.there()));
        });
        expected.putAll(facts);
        expected.forEach((first, fact) -> {
            String what = fact.name() + ": line " + fact.seq() + " of " + fact.time();
            Seen now = later.models.get(first);
            demand(now != null, what + " was acknowledged and its ledger is gone");
            demand(
                    now.entries().size() >= fact.seq()
                            && now.entries().get(fact.seq() - 1).time().equals(fact.time()),
                    what + " was acknowledged and is gone");
            Begun undecided = begun.get(fact.name().value().split("/")[0]);
            demand(
                    now.name().equals(fact.name()) && now.there() == fact.there()
                            || undecided != null
                                    && undecided.accounts(fact.name(), fact.there(), now.name(), now.there())
                            || !fact.there() && !now.there(),
                    what + ", " + (fact.there() ? "there" : "deleted") + ", is found as " + now.name() + ", "
                            + (now.there() ? "there" : "deleted") + "; begun was " + undecided);
        });
    }

    /** How often a job or folder is said to have got another name. */
    long moves(String from, String to) {
        return inventory.stream()
                .filter(entry -> entry.event() instanceof Event.ItemMoved moved
                        && moved.from().equals(from)
                        && moved.to().equals(to))
                .count();
    }

    /** Torn lines that were cut off. */
    long cuts() {
        return Stream.concat(
                        inventory.stream(),
                        models.values().stream().map(Seen::entries).flatMap(List::stream))
                .filter(entry -> entry.event() instanceof Event.TailCut)
                .count();
    }

    private static boolean begins(List<Entry> entries, List<Entry> beginning) {
        return entries.size() >= beginning.size() && Objects.equals(entries.subList(0, beginning.size()), beginning);
    }

    private static void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
