package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the registry's own ledger says up to some line. Immutable.
 *
 * @param models there are, under the names they had before the moves that are unfinished
 * @param removed models that were deleted; their directories are still there
 * @param moves of names, oldest first
 * @param unfinished moves that some models may not have followed yet, oldest first
 * @param seq last line; 0: there is none
 * @param sound whether nothing damaged follows that line
 * @param stamp of the file when it was read; of no meaning once this process writes it
 */
record InventoryState(
        NavigableSet<ModelName> models,
        NavigableSet<ModelName> removed,
        List<Move> moves,
        List<Version.Recorded<Event.ItemMoved>> unfinished,
        long seq,
        boolean sound,
        Stamp stamp) {

    private static final System.Logger LOGGER = System.getLogger(InventoryState.class.getName());

    InventoryState {
        models = Collections.unmodifiableNavigableSet(models);
        removed = Collections.unmodifiableNavigableSet(removed);
        moves = List.copyOf(moves);
        unfinished = List.copyOf(unfinished);
    }

    /** Of a whole ledger. */
    static InventoryState of(Ledger.Content content, Stamp stamp) {
        return new InventoryState(
                        new TreeSet<>(), new TreeSet<>(), List.of(), List.of(), 0, content.damage() == null, stamp)
                .after(content.entries());
    }

    /** The same with more lines. */
    InventoryState after(List<Entry> entries) {
        TreeSet<ModelName> present = new TreeSet<>(models);
        TreeSet<ModelName> gone = new TreeSet<>(removed);
        List<Move> moved = new ArrayList<>(moves);
        List<Version.Recorded<Event.ItemMoved>> open = new ArrayList<>(unfinished);
        long last = seq;
        for (Entry entry : entries) {
            if (entry.event() instanceof Event.ModelAdded event) {
                name(event.model()).ifPresent(name -> {
                    present.add(name);
                    gone.remove(name);
                });
            } else if (entry.event() instanceof Event.ModelRemoved event) {
                name(event.model()).ifPresent(name -> {
                    present.remove(name);
                    gone.add(name);
                });
            } else if (entry.event() instanceof Event.ItemMoved event) {
                moved.add(new Move(entry.time(), event.from(), event.to(), event.models()));
                open.add(new Version.Recorded<>(entry.seq(), entry.time(), entry.actor(), event));
            } else if (entry.event() instanceof Event.MoveFinished event) {
                open.stream()
                        .filter(begun -> begun.seq() == event.seq())
                        .forEach(begun -> follow(begun.event().models(), present, gone));
                open.removeIf(begun -> begun.seq() == event.seq());
            }
            last = entry.seq();
        }
        return new InventoryState(present, gone, moved, open, last, sound, stamp);
    }

    /** The same with models that are not written down yet. */
    InventoryState with(List<ModelName> names) {
        TreeSet<ModelName> present = new TreeSet<>(models);
        present.addAll(names);
        TreeSet<ModelName> gone = new TreeSet<>(removed);
        names.forEach(gone::remove);
        return new InventoryState(present, gone, moves, unfinished, seq, sound, stamp);
    }

    /** Whether it says all that was ever written there. */
    boolean complete() {
        return seq > 0 && sound;
    }

    /**
     * The same with what only the directories say. That is for a reader, before the first writer of this format has made the
     * file, or while it is damaged and no writer has set it aside yet.
     */
    InventoryState found(ModelDirectories directories) throws IOException {
        TreeSet<ModelName> present = new TreeSet<>(models);
        TreeSet<ModelName> gone = new TreeSet<>(removed);
        TreeSet<ModelName> all = new TreeSet<>(models);
        all.addAll(removed);
        for (ModelName name : directories.unknown(all)) {
            for (ModelName former : directories.former(name)) {
                present.remove(former);
                gone.remove(former);
            }
            (directories.deleted(name) ? gone : present).add(name);
        }
        for (ModelName name : removed) {
            if (directories.occupied(name) && !directories.deleted(name)) {
                gone.remove(name);
                present.add(name);
            }
        }
        for (ModelName name : models) {
            if (directories.occupied(name) && directories.deleted(name)) {
                present.remove(name);
                gone.add(name);
            }
        }
        return new InventoryState(present, gone, moves, unfinished, seq, sound, stamp);
    }

    private static void follow(Map<String, String> moved, TreeSet<ModelName> present, TreeSet<ModelName> gone) {
        TreeSet<ModelName> arrived = new TreeSet<>();
        TreeSet<ModelName> arrivedGone = new TreeSet<>();
        moved.forEach(
                (before, after) -> name(before).ifPresent(from -> name(after).ifPresent(to -> {
                    if (present.remove(from)) {
                        arrived.add(to);
                    } else if (gone.remove(from)) {
                        arrivedGone.add(to);
                    }
                })));
        present.addAll(arrived);
        gone.addAll(arrivedGone);
        gone.removeAll(arrived);
    }

    private static Optional<ModelName> name(String text) {
        try {
            return Optional.of(new ModelName(text));
        } catch (InputException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "{0} names a model that cannot be: {1}",
                    Inventory.FILE,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * A move of a name, with its place in time.
     *
     * @param from name of a job or folder so far
     * @param to its name from here on; the same if only a model moved
     * @param models new name by the one before
     */
    record Move(Instant time, String from, String to, Map<String, String> models) {
        /** What the name of a job or folder is after it. */
        String of(String name) {
            return name.equals(from) ? to : below(name);
        }

        /** What the name of a model is after it, be there such a model already or not. */
        String model(String name) {
            return models.containsKey(name) ? models.get(name) : below(name);
        }

        private String below(String name) {
            return name.startsWith(from + "/") ? to + name.substring(from.length()) : name;
        }
    }
}
