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

/** One model's ledger and the state folded from it. Writes wait for each other; reads only for the first reading of the file. */
final class ModelLedger {

    /** Damage of a model that the inventory knows. */
    static final String LOST = "the ledger is missing or empty, but the model was registered";

    private final ModelName name;
    private final Path root;
    private final Path file;
    /** Null: never written. */
    private final Ledgers ledgers;
    /** Whether another process may be writing, so that the file has to be looked at before each answer. */
    private final boolean watch;
    /** Knows that the model was registered, whatever its file says, and which names were changed. */
    private final Inventory inventory;

    private volatile State state;
    /** Open from the first write on; null again after a failed one, so that the next begins with what the disk has. */
    private Ledger ledger;

    private Fold fold;
    /** Null: it is still here. */
    private ModelName movedTo;

    /** @param root directory of the registry */
    ModelLedger(ModelName name, Path root, Path file, Ledgers ledgers, boolean watch, Inventory inventory) {
        this.name = name;
        this.root = root;
        this.file = file;
        this.ledgers = ledgers;
        this.watch = watch;
        this.inventory = inventory;
    }

    /**
     * @param model null: there is no model
     * @param stamp of the file when it was read; of no meaning once this process writes it
     */
    private record State(Model model, Stamp stamp) {}

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
        State known = state;
        if (known == null || (mayChange(known) && !Stamp.of(file).equals(known.stamp()))) {
            known = reread();
        }
        return Optional.ofNullable(known.model());
    }

    /**
     * The present state, like {@link #read}, but not kept if it was not known: for whoever looks at all models. Waits for a
     * write under way, so that it sees nothing that may yet be taken back.
     */
    Optional<Model> glance() throws IOException {
        State known = state;
        if (known != null && !mayChange(known)) {
            return Optional.ofNullable(known.model());
        }
        synchronized (this) {
            return Optional.ofNullable(fold(Ledger.read(file), new Fold()));
        }
    }

    private synchronized State reread() throws IOException {
        Stamp stamp = Stamp.of(file);
        if (state == null || (mayChange(state) && !stamp.equals(state.stamp()))) {
            ledger = null;
            state = new State(fold(Ledger.read(file), new Fold()), stamp);
        }
        return state;
    }

    /** Whether somebody else may change the file: its writer, or whoever restores a damaged one. */
    private boolean mayChange(State known) {
        return watch || damaged(known);
    }

    private static boolean damaged(State known) {
        return known.model() != null && known.model().damage() != null;
    }

    /** Decides and appends as one step that no other write to this model comes between. */
    synchronized Written write(Actor actor, Operation operation) throws IOException, RegistryException {
        if (movedTo != null) {
            throw new RegistryException("The model '" + name + "' was moved: it is '" + movedTo + "' now.");
        }
        if (ledger == null || damaged(state)) {
            reopen();
        }
        Model before = state.model();
        if (damaged(state)) {
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
        state = new State(after, state.stamp());
        if (before == null || before.removed() != null) {
            // Here, so that a deletion that follows at once is written down after it.
            inventory.add(List.of(name));
        }
        return new Written(before, after, batch.entries());
    }

    private void reopen() throws IOException {
        Stamp stamp = Stamp.of(file);
        Ledger.Opened opened = ledgers.open(file);
        Fold fresh = new Fold();
        state = new State(fold(opened.content(), fresh), stamp);
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
    synchronized void relocate(ModelName to, Path target, Actor actor) throws IOException, RegistryException {
        reopen();
        if (ledger != null && !damaged(state) && fold.name() != null && !to.equals(fold.name())) {
            ledger.append(ledger.prepare(
                    actor, List.of(new Event.ModelMoved(fold.name().value(), to.value()))));
        }
        ledger = null;
        Path directory = file.toAbsolutePath().getParent();
        ledgers.disk().move(directory, target.toAbsolutePath().getParent());
        ledgers.disk().force(directory.getParent());
        movedTo = to;
        state = new State(null, Stamp.NONE);
    }
}
