package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Damage;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One model's ledger and the state folded from it. Writes wait for each other; reads only for the first reading of the file. */
final class ModelLedger {
    private final ModelName name;
    private final Path file;
    private final Clock clock;
    /** Whether another process may be writing, so that the file has to be looked at before each answer. */
    private final boolean watch;

    private volatile State state;
    /** Open from the first write on; null again after a failed one, so that the next begins with what the disk has. */
    private Ledger ledger;

    private Fold fold;

    ModelLedger(ModelName name, Path file, Clock clock, boolean watch) {
        this.name = name;
        this.file = file;
        this.clock = clock;
        this.watch = watch;
    }

    /**
     * @param model null: there is no model
     * @param stamp of the file when it was read; of no meaning once this process writes it
     */
    private record State(Model model, Stamp stamp) {}

    private record Stamp(long size, FileTime modified) {}

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
        if (known == null || (mayChange(known) && !stamp().equals(known.stamp()))) {
            known = reread();
        }
        return Optional.ofNullable(known.model());
    }

    private synchronized State reread() throws IOException {
        Stamp stamp = stamp();
        if (state == null || (mayChange(state) && !stamp.equals(state.stamp()))) {
            ledger = null;
            state = new State(fold(Ledger.read(file), new Fold(name)), stamp);
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

    /**
     * Decides and appends as one step that no other write to this model comes between.
     *
     * @return the state afterwards
     */
    synchronized Model write(Actor actor, Operation operation) throws IOException, RegistryException {
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
            return before;
        }
        Ledger writer = ledger;
        // Until all is on disk, the next write starts from the file again: the fold may be ahead of it.
        ledger = null;
        Ledger.Batch batch = writer.prepare(actor, events);
        for (Entry entry : batch.entries()) {
            fold.apply(entry);
        }
        writer.append(batch);
        ledger = writer;
        Model after = fold.model(null);
        state = new State(after, state.stamp());
        return after;
    }

    private void reopen() throws IOException {
        Stamp stamp = stamp();
        Ledger.Opened opened = Ledger.open(file, clock);
        Fold fresh = new Fold(name);
        state = new State(fold(opened.content(), fresh), stamp);
        fold = fresh;
        ledger = opened.ledger();
    }

    private Model fold(Ledger.Content content, Fold into) throws IOException {
        if (content.entries().isEmpty() && content.damage() == null) {
            return null;
        }
        Damage damage = content.damage();
        for (Entry entry : content.entries()) {
            try {
                into.apply(entry);
            } catch (RegistryException e) {
                damage = Ledger.damage(file, entry.seq(), e.getMessage());
                break;
            }
        }
        return into.model(damage == null ? null : damage.sentence());
    }

    private Stamp stamp() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return new Stamp(-1, FileTime.fromMillis(0));
        }
    }
}
