package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The registry's own ledger, {@code registry.ndjson}: which models there are, so that a missing one is missed, and which
 * jobs, folders and models got other names. Written by the one process that writes the registry.
 */
final class Inventory {

    /** Name of the file in the registry's directory. */
    static final String FILE = "registry.ndjson";

    private static final System.Logger LOGGER = System.getLogger(Inventory.class.getName());
    private static final Actor REGISTRY = Actor.system("registry");

    private final Path file;
    private final Clock clock;
    /** Null: only read, and looked at again before each answer. */
    private Ledger ledger;

    private volatile State state;
    /** Models that could not be written down yet, because the disk refused. */
    private final List<Event> owed = new ArrayList<>();

    private Inventory(Path file, Clock clock, State state) {
        this.file = file;
        this.clock = clock;
        this.state = state;
    }

    /** Opens for writing; there may be no file yet. A damaged one is set aside, and what is sound of it goes on. */
    static Inventory open(Path root, Clock clock) throws IOException, RegistryException {
        Path file = root.resolve(FILE);
        Ledger.Opened opened = Ledger.open(file, clock);
        if (opened.ledger() == null) {
            Ledger.setAside(file, opened.content().damage(), clock);
            opened = Ledger.open(file, clock);
        }
        Inventory inventory = new Inventory(file, clock, State.of(opened.content(), Stamp.NONE));
        inventory.ledger = opened.ledger();
        if (inventory.state.seq == 0) {
            inventory.append(REGISTRY, List.of(new Event.RegistryCreated(Ledger.FORMAT)));
        }
        return inventory;
    }

    /** Opens for reading, beside the process that writes. */
    static Inventory read(Path root) throws IOException {
        Path file = root.resolve(FILE);
        return new Inventory(file, null, State.read(file));
    }

    /** Names of all models, sorted. Not to be changed. */
    NavigableSet<ModelName> models() throws IOException {
        return state().models;
    }

    /**
     * Whether the file knows of all models. Not before the first writer of this format has made it, and not when it is
     * damaged and no writer has set it aside yet: then a reader has to look for models itself.
     */
    boolean complete() throws IOException {
        State known = state();
        return known.seq > 0 && known.sound;
    }

    /** Why it may not know of all models, so that nothing may be removed for not being referred to; empty: it does. */
    Optional<String> obstacle(Path root) throws IOException {
        Ledger.Content content = Ledger.read(file);
        if (content.damage() != null) {
            return Optional.of(content.damage().sentence(root));
        }
        try (DirectoryStream<Path> aside = Files.newDirectoryStream(root, FILE + Ledger.DAMAGED + "*")) {
            for (Path damaged : aside) {
                return Optional.of(
                        damaged.getFileName() + ": was damaged and set aside, so models may be missing. Remove"
                                + " this file when all are there");
            }
        }
        return Optional.empty();
    }

    boolean contains(ModelName name) throws IOException {
        return state().models.contains(name);
    }

    /** Moves that a crash kept from being carried through, oldest first. */
    List<Version.Recorded<Event.ItemMoved>> unfinished() throws IOException {
        return state().unfinished;
    }

    /** What a job or folder is called now that had a name at a time. */
    String current(String name, Instant since) throws IOException {
        String now = name;
        for (Move move : state().moves) {
            now = move.time().isAfter(since) ? move.of(now) : now;
        }
        return now;
    }

    /** What a model is called now that had a name at a time. */
    ModelName current(ModelName name, Instant since) throws IOException {
        String now = name.value();
        for (Move move : state().moves) {
            now = move.time().isAfter(since) ? move.model(now) : now;
        }
        return new ModelName(now);
    }

    /** Takes models in. Never fails: what cannot be written now is written with the next, or found by the next opening. */
    synchronized void add(List<ModelName> names) {
        List<Event> events = names.stream()
                .filter(name -> !state.models.contains(name))
                .<Event>map(name -> new Event.ModelAdded(name.value()))
                .toList();
        if (events.isEmpty()) {
            return;
        }
        try {
            append(REGISTRY, events);
        } catch (IOException | RegistryException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Cannot write " + file + "; it is tried again with the next", e);
            owed.addAll(events);
            State known = state;
            TreeSet<ModelName> models = new TreeSet<>(known.models);
            models.addAll(names);
            state = new State(models, known.moves, known.unfinished, known.seq, known.sound, known.stamp);
        }
    }

    synchronized void remove(ModelName name, Actor actor) throws IOException, RegistryException {
        if (state.models.contains(name)) {
            append(actor, List.of(new Event.ModelRemoved(name.value())));
        }
    }

    /** Writes down that everything at or below a name is called otherwise from now on; the models have to follow. */
    synchronized Version.Recorded<Event.ItemMoved> begin(Event.ItemMoved move, Actor actor)
            throws IOException, RegistryException {
        append(actor, List.of(move));
        List<Version.Recorded<Event.ItemMoved>> unfinished = state.unfinished;
        return unfinished.get(unfinished.size() - 1);
    }

    synchronized void finish(Version.Recorded<Event.ItemMoved> begun) throws IOException, RegistryException {
        append(REGISTRY, List.of(new Event.MoveFinished(begun.seq())));
    }

    private void append(Actor actor, List<Event> events) throws IOException, RegistryException {
        if (ledger == null) {
            // An earlier append failed: begin with what the disk has.
            ledger = Ledger.open(file, clock).ledger();
            if (ledger == null) {
                throw new RegistryException(file + " is damaged. Close the registry and open it again.");
            }
        }
        List<Event> all = new ArrayList<>(owed);
        all.addAll(events);
        Ledger writer = ledger;
        ledger = null;
        Ledger.Batch batch = writer.prepare(actor, all);
        State after = state.after(batch.entries());
        writer.append(batch);
        ledger = writer;
        state = after;
        owed.clear();
    }

    private State state() throws IOException {
        State known = state;
        if (clock == null) {
            Stamp stamp = Stamp.of(file);
            if (!stamp.equals(known.stamp)) {
                known = State.read(file);
                state = known;
            }
        }
        return known;
    }

    /** A move of a name, with its place in time. */
    private record Move(Instant time, String from, String to, Map<String, String> models) {
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

    private static final class State {
        private final NavigableSet<ModelName> models;
        private final List<Move> moves;
        private final List<Version.Recorded<Event.ItemMoved>> unfinished;
        private final long seq;
        private final boolean sound;
        private final Stamp stamp;

        private State(
                NavigableSet<ModelName> models,
                List<Move> moves,
                List<Version.Recorded<Event.ItemMoved>> unfinished,
                long seq,
                boolean sound,
                Stamp stamp) {
            this.models = Collections.unmodifiableNavigableSet(models);
            this.moves = moves;
            this.unfinished = unfinished;
            this.seq = seq;
            this.sound = sound;
            this.stamp = stamp;
        }

        static State read(Path file) throws IOException {
            Stamp stamp = Stamp.of(file);
            return of(Ledger.read(file), stamp);
        }

        static State of(Ledger.Content content, Stamp stamp) {
            return new State(new TreeSet<>(), List.of(), List.of(), 0, content.damage() == null, stamp)
                    .after(content.entries());
        }

        State after(List<Entry> entries) {
            TreeSet<ModelName> names = new TreeSet<>(models);
            List<Move> moved = new ArrayList<>(moves);
            List<Version.Recorded<Event.ItemMoved>> open = new ArrayList<>(unfinished);
            long last = seq;
            for (Entry entry : entries) {
                if (entry.event() instanceof Event.ModelAdded added) {
                    name(added.model()).ifPresent(names::add);
                } else if (entry.event() instanceof Event.ModelRemoved removed) {
                    name(removed.model()).ifPresent(names::remove);
                } else if (entry.event() instanceof Event.ItemMoved move) {
                    moved.add(new Move(entry.time(), move.from(), move.to(), move.models()));
                    open.add(new Version.Recorded<>(entry.seq(), entry.time(), entry.actor(), move));
                } else if (entry.event() instanceof Event.MoveFinished finished) {
                    for (Version.Recorded<Event.ItemMoved> begun : open) {
                        if (begun.seq() == finished.seq()) {
                            Map<String, String> followed = begun.event().models();
                            followed.keySet().forEach(from -> name(from).ifPresent(names::remove));
                            followed.values().forEach(to -> name(to).ifPresent(names::add));
                        }
                    }
                    open.removeIf(begun -> begun.seq() == finished.seq());
                }
                last = entry.seq();
            }
            return new State(names, List.copyOf(moved), List.copyOf(open), last, sound, stamp);
        }

        private static Optional<ModelName> name(String text) {
            try {
                return Optional.of(new ModelName(text));
            } catch (InputException e) {
                LOGGER.log(System.Logger.Level.WARNING, "{0} names a model that cannot be: {1}", FILE, e.getMessage());
                return Optional.empty();
            }
        }
    }
}
