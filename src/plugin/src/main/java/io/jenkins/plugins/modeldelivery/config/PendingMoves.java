package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.PeriodicWork;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Lets models follow jobs and folders that have another name, and remembers those that could not yet. They are tried again
 * every minute, in the order in which they happened: each may build on the one before. Until then the models are for
 * administrators only, since a new folder of the old name must not get hold of them ({@link ModelAccess#acl}).
 */
@Extension
public final class PendingMoves implements Saveable {

    private static final Logger LOGGER = Logger.getLogger(PendingMoves.class.getName());

    /** Replaced as a whole by each change, which holds the lock. */
    private volatile List<PendingMove> moves = List.of();

    /** A move that waits. Immutable, with plain fields, because it is written to disk as it is. */
    public static final class PendingMove {
        private final String from;
        private final String to;
        private final String user;
        private final String problem;
        private final boolean begun;

        private PendingMove(String from, String to, String user, String problem, boolean begun) {
            this.from = from;
            this.to = to;
            this.user = user;
            this.problem = problem;
            this.begun = begun;
        }

        /** Full name before. */
        @NonNull
        public String getFrom() {
            return from;
        }

        /** Full name now. */
        @NonNull
        public String getTo() {
            return to;
        }

        /** Id of who did it; null: Jenkins itself. */
        @CheckForNull
        public String getUser() {
            return user;
        }

        /** Why the models could not follow, as last tried. */
        @NonNull
        public String getProblem() {
            return problem;
        }

        private boolean is(Registry registry) throws IOException {
            return registry.unfinishedMoves().stream()
                    .map(move -> move.event())
                    .anyMatch(move -> move.from().equals(from) && move.to().equals(to));
        }

        private void carryThrough(Registry registry) throws IOException, RegistryException {
            if (!begun) {
                registry.moved(from, to, user == null ? Actor.system("Jenkins") : Actor.user(user));
            } else if (is(registry)) {
                registry.resumeMoves();
            }
            // Else somebody else's move, or the opening of the registry, has carried it through meanwhile.
        }

        /** The same, after another failure. */
        private PendingMove failed(Registry registry, Exception why) {
            boolean known = begun;
            try {
                known = known || (registry != null && is(registry));
            } catch (IOException e) {
                why.addSuppressed(e);
            }
            return new PendingMove(from, to, user, String.valueOf(why.getMessage()), known);
        }
    }

    /** What is on disk. */
    private static final class Stored {
        private ArrayList<PendingMove> moves;
    }

    public PendingMoves() {
        XmlFile file = file();
        if (!file.exists()) {
            return;
        }
        try {
            Stored stored = (Stored) file.read();
            moves = stored.moves == null ? List.of() : List.copyOf(stored.moves);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.SEVERE,
                    e,
                    () -> file + " cannot be read: models whose folders were renamed may still have their old names");
        }
    }

    @NonNull
    public static PendingMoves get() {
        return ExtensionList.lookupSingleton(PendingMoves.class);
    }

    /** Oldest first. */
    @NonNull
    public List<PendingMove> list() {
        return moves;
    }

    /** Whether a model still has a name that its folder has no more. */
    public boolean covers(@NonNull ModelName model) {
        List<PendingMove> waiting = moves;
        return !waiting.isEmpty()
                && waiting.stream().anyMatch(move -> model.value().startsWith(move.from + "/"));
    }

    /**
     * Lets models and lineages follow a job or folder. Never fails: what cannot be done now is logged, waits, and is shown to
     * the administrators.
     *
     * @param user id of who did it; null: Jenkins itself
     */
    public synchronized void follow(@NonNull String from, @NonNull String to, @CheckForNull String user) {
        PendingMove move = new PendingMove(from, to, user, Messages.PendingMoves_earlier(), false);
        if (!retry()) {
            add(move);
            return;
        }
        Registry registry = null;
        try {
            Optional<Registry> present = ModelRegistry.ifPresent();
            if (present.isPresent()) {
                registry = present.get();
                move.carryThrough(registry);
            }
        } catch (IOException | RegistryException | RuntimeException e) {
            LOGGER.log(
                    Level.SEVERE,
                    e,
                    () -> "'" + from + "' is '" + to + "' now, but its models could not follow. They wait, and only"
                            + " administrators see them meanwhile");
            add(move.failed(registry, e));
        }
    }

    /** Tries all again, oldest first, up to the first that fails. Whether none is left. */
    public synchronized boolean retry() {
        while (!moves.isEmpty()) {
            PendingMove move = moves.get(0);
            Registry registry = null;
            try {
                registry = ModelRegistry.get();
                move.carryThrough(registry);
                set(moves.subList(1, moves.size()));
                LOGGER.log(Level.INFO, "The models of ''{0}'' have followed to ''{1}'' now", new Object[] {
                    move.from, move.to
                });
            } catch (IOException | RegistryException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "The models of '" + move.from + "' still cannot follow");
                List<PendingMove> all = new ArrayList<>(moves);
                all.set(0, move.failed(registry, e));
                set(all);
                return false;
            }
        }
        return true;
    }

    /** Also tries what a crash left half-way, of which the registry alone knows. */
    synchronized void retryAll() {
        if (!retry()) {
            return;
        }
        try {
            Optional<Registry> registry = ModelRegistry.ifPresent();
            if (registry.isPresent() && !registry.get().unfinishedMoves().isEmpty()) {
                resume(registry.get());
            }
        } catch (IOException e) {
            // Whoever wants something of the registry is told.
            LOGGER.log(Level.FINE, "There is no registry that can be opened", e);
        }
    }

    private void resume(Registry registry) throws IOException {
        try {
            registry.resumeMoves();
        } catch (IOException | RegistryException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "What a crash left half-way still cannot be carried through", e);
            for (Version.Recorded<Event.ItemMoved> begun : registry.unfinishedMoves()) {
                Event.ItemMoved move = begun.event();
                // A single model that moves has no folder to be hidden from.
                if (!move.from().equals(move.to())) {
                    add(new PendingMove(
                            move.from(), move.to(), begun.actor().person(), String.valueOf(e.getMessage()), true));
                }
            }
        }
    }

    private void add(PendingMove move) {
        List<PendingMove> all = new ArrayList<>(moves);
        all.add(move);
        set(all);
    }

    private void set(List<PendingMove> all) {
        moves = List.copyOf(all);
        save();
    }

    /** What cannot be written is known until Jenkins stops, and written with the next change. */
    @Override
    public synchronized void save() {
        XmlFile file = file();
        try {
            if (moves.isEmpty()) {
                file.delete();
                return;
            }
            Stored stored = new Stored();
            stored.moves = new ArrayList<>(moves);
            file.write(stored);
            SaveableListener.fireOnChange(this, file);
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, e, () -> file + " cannot be written: which models wait to follow their folders");
        }
    }

    private static XmlFile file() {
        return new XmlFile(
                Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), PendingMoves.class.getName() + ".xml"));
    }

    /** Tries again. */
    @Extension
    public static final class Retry extends PeriodicWork {
        @Override
        public long getRecurrencePeriod() {
            return MIN;
        }

        @Override
        protected void doRun() {
            PendingMoves.get().retryAll();
        }
    }
}
