package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Damage;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One model's ledger and the state folded from it. Writes wait for each other; reads only for a reading of the file. The
 * versions may be put out of memory between uses; what a list says of the model stays.
 */
final class ModelLedger implements Memory.Resident {

    /** Damage of a model that the inventory knows. */
    static final String LOST = "the ledger is missing or empty, but the model was registered";

    private static final System.Logger LOGGER = System.getLogger(ModelLedger.class.getName());

    private final ModelName name;
    private final Path root;
    private final Path file;
    /** Null: never written. */
    private final Ledgers ledgers;
    /** Whether another process may be writing, so that the file has to be looked at before each answer. */
    private final boolean watch;
    /** Knows that the model was registered, whatever its file says, and which names were changed. */
    private final Inventory inventory;

    private final Memory memory;
    /** Held while the file is read or written, and while what follows is changed. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Null: the file was not read yet. */
    private volatile ModelState state;
    /** Open from the first write on; null again after a failed one, so that the next begins with what the disk has. */
    private Ledger ledger;

    private Fold fold;
    /** Lines that this process, which alone writes, has read or written so far. */
    private volatile long seen;
    /** Null: it is still here. */
    private ModelName movedTo;

    /**
     * @param root directory of the registry
     * @param memory where what was read is kept
     */
    ModelLedger(
            ModelName name, Path root, Path file, Ledgers ledgers, boolean watch, Inventory inventory, Memory memory) {
        this.name = name;
        this.root = root;
        this.file = file;
        this.ledgers = ledgers;
        this.watch = watch;
        this.inventory = inventory;
        this.memory = memory;
    }

    /** What a list says of the model, and of which file. */
    record Outline(Summary summary, Stamp stamp) {}

    /**
     * What a write did.
     *
     * @param before null: there was no model
     * @param entries empty: nothing was to be done
     */
    record Written(Model before, Model after, List<Entry> entries) {}

    /** Decides, on the present state, what to append. */
    interface Operation {
        /**
         * @param model null: there is none yet
         * @param fold the same state with what a model does not show; not to be changed
         * @return what to append; empty: nothing
         */
        List<Event> decide(Model model, Fold fold) throws IOException, RegistryException;
    }

    /** The present state; empty if there is no such model. */
    Optional<Model> read() throws IOException {
        ModelState known = state;
        if (known == null || !known.inMemory || stale(known)) {
            known = reread();
        }
        keep(known);
        return Optional.ofNullable(known.model);
    }

    /** What a list says of it; empty if there is no such model. Its versions are not kept for that. */
    Optional<Summary> summary() throws IOException {
        ModelState known = state;
        if (known == null || stale(known)) {
            lock.lock();
            try {
                if (state == null || stale(state)) {
                    look();
                }
                known = state;
            } finally {
                lock.unlock();
            }
        }
        return Optional.ofNullable(known == null ? null : known.summary());
    }

    /**
     * The present state, like {@link #read}, but not kept if it was not in memory: for whoever looks at all models. Waits
     * for a write under way, so that it sees nothing that may yet be taken back.
     */
    Optional<Model> glance() throws IOException {
        ModelState known = state;
        if (known != null && known.inMemory && !mayChange(known)) {
            return Optional.ofNullable(known.model);
        }
        lock.lock();
        try {
            return Optional.ofNullable(look());
        } finally {
            lock.unlock();
        }
    }

    /** Whether anything is known without reading the file. */
    boolean known() {
        return state != null;
    }

    /** What is known; null: nothing, or there is no model to list. */
    Outline outline() {
        ModelState known = state;
        Summary summary = known == null ? null : known.summary();
        return summary == null ? null : new Outline(summary, known.stamp);
    }

    /** Takes over what was known of the file earlier, if that still is the same file and nothing newer is known. */
    boolean restore(Outline earlier) throws IOException {
        lock.lock();
        try {
            if (state == null && Stamp.of(file).equals(earlier.stamp())) {
                state = ModelState.outline(earlier.summary(), earlier.stamp());
            }
            return state != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean release() {
        // A thread that writes here may have asked for another model.
        if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
            return false;
        }
        try {
            if (state != null && state.inMemory) {
                forget(state.outline());
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void keep(ModelState known) {
        if (known.model != null) {
            memory.used(this, known.weight());
        }
    }

    private void forget(ModelState rest) {
        ledger = null;
        fold = null;
        state = rest;
    }

    private ModelState reread() throws IOException {
        lock.lock();
        try {
            if (state == null || !state.inMemory || stale(state)) {
                Stamp stamp = Stamp.of(file);
                forget(ModelState.of(fold(Ledger.read(file), new Fold()), stamp));
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Reads the file, and keeps only what a list says, unless more is in memory already. */
    private Model look() throws IOException {
        Stamp stamp = Stamp.of(file);
        Model model = fold(Ledger.read(file), new Fold());
        if (state == null || !state.inMemory || stale(state)) {
            forget(ModelState.of(model, stamp).outline());
        }
        return model;
    }

    private boolean stale(ModelState known) throws IOException {
        return mayChange(known) && !Stamp.of(file).equals(known.stamp);
    }

    /** Whether somebody else may change the file: its writer, or whoever restores a damaged one. */
    private boolean mayChange(ModelState known) {
        return watch || known.damaged();
    }

    /** Decides and appends as one step that no other write to this model comes between. */
    Written write(Actor actor, Operation operation) throws IOException, RegistryException {
        Written written;
        ModelState after;
        lock.lock();
        try {
            written = decide(actor, operation);
            after = state;
        } finally {
            lock.unlock();
        }
        keep(after);
        return written;
    }

    private Written decide(Actor actor, Operation operation) throws IOException, RegistryException {
        if (movedTo != null) {
            throw new RegistryException("The model '" + name + "' was moved: it is '" + movedTo + "' now.");
        }
        if (ledger == null || state.damaged()) {
            reopen();
        }
        Model before = state.model;
        if (state.damaged()) {
            throw new RegistryException("Model '" + name + "' is read-only, because its ledger is damaged. "
                    + before.damage() + ". Restore the file from a backup.");
        }
        List<Event> events = operation.decide(before, fold);
        if (events.isEmpty()) {
            return new Written(before, before, List.of());
        }
        Ledger writer = ledger;
        // Until all is on disk, the next write starts from the file again: the fold may be ahead of it.
        ledger = null;
        Ledger.Batch batch = writer.prepare(actor, events);
        for (Entry entry : batch.entries()) {
            fold.apply(entry);
        }
        try {
            writer.append(batch);
        } catch (IOException e) {
            // Should the failed write have left a whole line, that counts, for this process as for every other.
            state = null;
            throw e;
        }
        ledger = writer;
        Model after = fold.model(name, null);
        seen = after.seq();
        state = ModelState.of(after, written());
        if (before == null || before.removed() != null) {
            // Here, so that a deletion that follows at once is written down after it.
            inventory.add(List.of(name));
        }
        return new Written(before, after, batch.entries());
    }

    /** Of the file as it was just written. */
    private Stamp written() {
        try {
            return Stamp.of(file);
        } catch (IOException e) {
            // What was written is on disk all the same; only what is known of it outlives this process no longer.
            LOGGER.log(System.Logger.Level.DEBUG, "Cannot look at what was just written", e);
            return Stamp.NONE;
        }
    }

    private void reopen() throws IOException {
        Stamp stamp = Stamp.of(file);
        Ledger.Opened opened = ledgers.open(file);
        Fold fresh = new Fold();
        // Opening may have cut off an unfinished line.
        state = ModelState.of(fold(opened.content(), fresh), opened.ledger() == null ? stamp : written());
        fold = fresh;
        ledger = opened.ledger();
    }

    /** The state that a ledger makes; null: there is no such model. */
    Model fold(Ledger.Content content, Fold into) throws IOException {
        Damage damage = content.damage();
        if (content.entries().isEmpty() && damage == null) {
            if (!inventory.misses(name)) {
                return null;
            }
            damage = new Damage(file, 1, 0, LOST);
        }
        if (damage == null) {
            damage = shortened(file, content, seen);
            if (damage == null && !watch) {
                seen = content.entries().size();
            }
        }
        for (Entry entry : content.entries()) {
            try {
                into.apply(entry);
            } catch (RegistryException e) {
                damage = Ledger.damage(file, entry.seq(), e.getMessage());
                break;
            }
        }
        if (damage == null && !isThis(into, content.entries())) {
            damage = Ledger.damage(file, into.named(), "it is the ledger of the model '" + into.name() + "'");
        }
        return into.model(name, damage == null ? null : damage.sentence(root));
    }

    /** Lines that somebody took off the end while the registry was open; null: none are missing. */
    static Damage shortened(Path file, Ledger.Content content, long seen) throws IOException {
        long lines = content.entries().size();
        return lines >= seen
                ? null
                : Ledger.damage(
                        file,
                        lines + 1,
                        "the ledger ends here, but has had " + seen
                                + " lines since the registry was opened; a copy with"
                                + " fewer is taken only when the registry is opened anew");
    }

    /** Lines that the ledger had since the registry was opened, or more. */
    long seen() {
        return seen;
    }

    /**
     * A ledger that was damaged when its model moved could not take that down: the inventory did. One that moves just now may
     * have the new name and not yet the new place.
     */
    private boolean isThis(Fold folded, List<Entry> entries) throws IOException {
        return name.equals(folded.name())
                || inventory.moving(name, folded.name())
                || name.equals(inventory.current(
                        folded.name(), entries.get((int) folded.named() - 1).time()));
    }

    /**
     * Gives the model another name and directory; this object is of no use afterwards.
     *
     * @param to the new name
     * @param target the new place of its ledger, whose directory does not exist
     */
    void relocate(ModelName to, Path target, Actor actor) throws IOException, RegistryException {
        lock.lock();
        try {
            move(to, target, actor);
        } finally {
            lock.unlock();
        }
        memory.gone(this);
    }

    private void move(ModelName to, Path target, Actor actor) throws IOException, RegistryException {
        reopen();
        if (ledger != null && !state.damaged() && fold.name() != null && !to.equals(fold.name())) {
            ledger.append(ledger.prepare(
                    actor, List.of(new Event.ModelMoved(fold.name().value(), to.value()))));
        }
        ledger = null;
        Path directory = file.toAbsolutePath().getParent();
        ledgers.disk().move(directory, target.toAbsolutePath().getParent());
        ledgers.disk().force(directory.getParent());
        movedTo = to;
        state = ModelState.of(null, Stamp.NONE);
    }
}
