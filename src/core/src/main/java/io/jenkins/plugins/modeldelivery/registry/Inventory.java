package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

    /** Damage of a registry that has models. */
    static final String LOST =
            "the registry's own ledger is missing or empty, so it cannot be told whether all models are there";

    /** What is done by the registry itself. */
    static final Actor REGISTRY = Actor.system("registry");

    private static final System.Logger LOGGER = System.getLogger(Inventory.class.getName());

    private final Path root;
    private final Path file;
    private final ModelDirectories directories;
    /** Null: only read, and looked at again before each answer. */
    private final Ledgers ledgers;
    /** Null: opened with the next append. */
    private Ledger ledger;

    private volatile InventoryState state;
    /** Models that could not be written down yet, because the disk refused. */
    private final List<ModelName> owed = new ArrayList<>();
    /** The state without those. */
    private InventoryState written;

    private Inventory(Path root, ModelDirectories directories, Ledgers ledgers) {
        this.root = root;
        this.directories = directories;
        this.ledgers = ledgers;
        file = root.resolve(FILE);
    }

    /**
     * Opens for writing. A damaged file is set aside, and what is sound of it goes on.
     *
     * @param expected whether there has to be a file already: if not, another is begun, and its loss is kept in mind as
     *     damage is
     */
    static Inventory open(Path root, ModelDirectories directories, Ledgers ledgers, boolean expected)
            throws IOException, RegistryException {
        Inventory inventory = new Inventory(root, directories, ledgers);
        boolean damaged = inventory.reopen();
        if (inventory.state.seq() == 0) {
            if (expected && !damaged) {
                LOGGER.log(System.Logger.Level.ERROR, "{0} is missing or empty; another one is begun", inventory.file);
                ledgers.noteLoss(inventory.file);
            }
            inventory.append(REGISTRY, List.of(new Event.RegistryCreated(Ledger.FORMAT)));
        }
        return inventory;
    }

    /** Opens for reading, beside the process that writes. */
    static Inventory read(Path root, ModelDirectories directories) throws IOException {
        Inventory inventory = new Inventory(root, directories, null);
        inventory.state = inventory.reread();
        return inventory;
    }

    /** Names of all models, sorted. Not to be changed. */
    NavigableSet<ModelName> models() throws IOException {
        InventoryState known = state();
        if (ledgers == null && !known.complete()) {
            // The directories have to be looked at themselves, and they may be others by now.
            known = reread();
            state = known;
        }
        if (known.unfinished().isEmpty()) {
            return known.models();
        }
        TreeSet<ModelName> names = new TreeSet<>(known.models());
        for (Version.Recorded<Event.ItemMoved> begun : known.unfinished()) {
            for (Map.Entry<String, String> move : begun.event().models().entrySet()) {
                ModelName from = new ModelName(move.getKey());
                ModelName to = new ModelName(move.getValue());
                if (names.contains(from) && !there(from) && there(to)) {
                    names.remove(from);
                    names.add(to);
                }
            }
        }
        return names;
    }

    /** What cannot be read is there: whoever asks for that model hears why, and the others are listed all the same. */
    private boolean there(ModelName name) {
        try {
            return directories.occupied(name);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The ledger of " + name + " cannot be read", e);
            return true;
        }
    }

    /** Models that were deleted, whose directories are still there. */
    NavigableSet<ModelName> removed() throws IOException {
        return state().removed();
    }

    boolean contains(ModelName name) throws IOException {
        return state().models().contains(name);
    }

    /** Whether there is or was a model of that name: it has a ledger, and if not, that is lost. */
    boolean knows(ModelName name) throws IOException {
        InventoryState known = state();
        return known.models().contains(name) || known.removed().contains(name);
    }

    /**
     * Whether a ledger ought to be where a model's name says, so that its absence is damage: that of a deleted model, too,
     * because its numbers are not given again.
     */
    boolean misses(ModelName name) throws IOException {
        InventoryState known = state();
        return knows(name)
                && known.unfinished().stream()
                        .noneMatch(begun -> begun.event().models().containsKey(name.value()));
    }

    /** Whether a model is on its way to a name, and may not have got there yet. */
    boolean moving(ModelName from, ModelName to) throws IOException {
        return state().unfinished().stream()
                .anyMatch(begun -> to.value().equals(begun.event().models().get(from.value())));
    }

    /** Moves that a crash or failure kept from being carried through, oldest first. */
    List<Version.Recorded<Event.ItemMoved>> unfinished() throws IOException {
        return state().unfinished();
    }

    /** What a job or folder is called now that had a name at a time. */
    String current(String name, Instant since) throws IOException {
        String now = name;
        for (InventoryState.Move move : state().moves()) {
            now = move.time().isAfter(since) ? move.of(now) : now;
        }
        return now;
    }

    /** What a model is called now that had a name at a time. */
    ModelName current(ModelName name, Instant since) throws IOException {
        String now = name.value();
        for (InventoryState.Move move : state().moves()) {
            now = move.time().isAfter(since) ? move.model(now) : now;
        }
        return ModelName.closest(now);
    }

    /** Why it may not know of all models, so that nothing may be removed for not being referred to; empty: it does. */
    Optional<String> obstacle() throws IOException {
        Ledger.Content content = Ledger.read(file);
        if (content.damage() != null) {
            return Optional.of(content.damage().sentence(root));
        }
        return aside().map(damaged -> damaged.getFileName()
                + ": was damaged and set aside, so models may be missing. Remove this file when all are there");
    }

    /** A damaged one that was set aside, and that nobody has removed since. */
    Optional<Path> aside() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root, FILE + Ledger.DAMAGED + "*")) {
            for (Path damaged : files) {
                return Optional.of(damaged);
            }
        }
        return Optional.empty();
    }

    /** Takes models in. Never fails: what cannot be written now is written with the next, or found by the next opening. */
    synchronized void add(List<ModelName> names) {
        List<ModelName> missing =
                names.stream().filter(name -> !state.models().contains(name)).toList();
        if (missing.isEmpty()) {
            return;
        }
        try {
            append(REGISTRY, missing.stream().map(Inventory::added).toList());
        } catch (IOException | RegistryException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Cannot write " + file + "; it is tried again with the next", e);
            owed.addAll(missing);
            state = written.with(owed);
        }
    }

    /** Takes a model out; its directory stays. */
    synchronized void remove(ModelName name, Actor actor) throws IOException, RegistryException {
        if (!state.removed().contains(name)) {
            append(actor, List.of(new Event.ModelRemoved(name.value())));
        }
    }

    /** Writes down that everything at or below a name is called otherwise from now on; the models have to follow. */
    synchronized Version.Recorded<Event.ItemMoved> begin(Event.ItemMoved move, Actor actor)
            throws IOException, RegistryException {
        append(actor, List.of(move));
        List<Version.Recorded<Event.ItemMoved>> unfinished = state.unfinished();
        return unfinished.get(unfinished.size() - 1);
    }

    synchronized void finish(Version.Recorded<Event.ItemMoved> begun) throws IOException, RegistryException {
        append(REGISTRY, List.of(new Event.MoveFinished(begun.seq())));
    }

    private void append(Actor actor, List<Event> events) throws IOException, RegistryException {
        if (ledger == null) {
            // An earlier append failed: begin with what the disk has, which may be more than was acknowledged.
            reopen();
        }
        List<Event> all = new ArrayList<>();
        owed.stream()
                .filter(name -> !written.models().contains(name))
                .map(Inventory::added)
                .forEach(all::add);
        all.addAll(events);
        Ledger writer = ledger;
        ledger = null;
        Ledger.Batch batch = writer.prepare(actor, all);
        InventoryState after = written.after(batch.entries());
        writer.append(batch);
        ledger = writer;
        written = after;
        state = after;
        owed.clear();
    }

    /** @return whether the file was damaged, and set aside */
    private boolean reopen() throws IOException, RegistryException {
        Ledger.Opened opened = ledgers.open(file);
        boolean damaged = opened.ledger() == null;
        if (damaged) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "{0} is set aside, and what is sound of it goes on",
                    opened.content().damage().sentence(root));
            ledgers.setAside(file, opened.content().damage());
            opened = ledgers.open(file);
        }
        if (opened.ledger() == null) {
            throw new RegistryException(
                    opened.content().damage().sentence(root) + ". Close the registry and open it again.");
        }
        InventoryState found = InventoryState.of(opened.content(), Stamp.NONE);
        if (written != null && found.seq() < written.seq()) {
            found = again(opened.ledger(), found);
        }
        ledger = opened.ledger();
        written = found;
        state = written.with(owed);
        return damaged;
    }

    /** Writes what is known of models once more, after somebody removed, emptied or shortened the file meanwhile. */
    private InventoryState again(Ledger shortened, InventoryState found) throws IOException {
        LOGGER.log(
                System.Logger.Level.ERROR,
                "{0} has lost lines since it was opened; which models there are is written to it again",
                file);
        ledgers.noteLoss(file);
        List<Event> events = new ArrayList<>();
        if (found.seq() == 0) {
            events.add(new Event.RegistryCreated(Ledger.FORMAT));
        }
        written.models().stream()
                .filter(name -> !found.models().contains(name))
                .map(Inventory::added)
                .forEach(events::add);
        written.removed().stream()
                .filter(name -> !found.removed().contains(name))
                .map(name -> new Event.ModelRemoved(name.value()))
                .forEach(events::add);
        if (events.isEmpty()) {
            return found;
        }
        Ledger.Batch batch = shortened.prepare(REGISTRY, events);
        InventoryState after = found.after(batch.entries());
        shortened.append(batch);
        return after;
    }

    private InventoryState state() throws IOException {
        if (ledgers == null && !Stamp.of(file).equals(state.stamp())) {
            state = reread();
        }
        return state;
    }

    private InventoryState reread() throws IOException {
        Stamp stamp = Stamp.of(file);
        InventoryState read = InventoryState.of(Ledger.read(file), stamp);
        return read.complete() ? read : read.found(directories);
    }

    private static Event added(ModelName name) {
        return new Event.ModelAdded(name.value());
    }
}
