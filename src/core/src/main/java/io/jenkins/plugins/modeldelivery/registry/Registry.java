package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.blob.BlobStore;
import io.jenkins.plugins.modeldelivery.blob.DigestMismatch;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import io.jenkins.plugins.modeldelivery.ledger.Disk;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A registry directory, open in this process. Safe for any number of threads: writes to one model wait for each other,
 * reads wait for nobody. A method that writes returns when what it wrote is on disk; one that throws has written nothing,
 * unless it says otherwise. The format on disk is described in docs/registry-format.md.
 */
public final class Registry implements Closeable {

    /** Version of the layout of the directory. */
    public static final int FORMAT = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path root;
    private final Stages stages;
    private final Clock clock;
    /** Null: open for reading only. */
    private final RegistryLock lock;

    private final ModelDirectories directories;
    private final BlobStore blobs;
    private final Map<ModelName, ModelLedger> ledgers = new ConcurrentHashMap<>();
    /** Held for reading by every write, so that closing waits for those under way. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private volatile boolean closed;

    private Registry(Path root, Stages stages, Clock clock, RegistryLock lock) {
        this.root = root;
        this.stages = stages;
        this.clock = clock;
        this.lock = lock;
        directories = new ModelDirectories(root.resolve("models"));
        blobs = new BlobStore(root.resolve("blobs"));
    }

    /**
     * Opens for reading and writing; makes the directory if needed. Waits a few seconds for another process that has it
     * open for writing.
     *
     * @throws RegistryException if another process still has it, or this one has it already; the message says which
     */
    public static Registry open(Path root, Stages stages) throws IOException, RegistryException {
        return open(root, stages, Clock.systemUTC(), PATIENCE);
    }

    static Registry open(Path root, Stages stages, Clock clock, Duration patience)
            throws IOException, RegistryException {
        Disk.createDirectories(root);
        RegistryLock lock = RegistryLock.take(root, patience);
        try {
            if (!About.exists(root)) {
                About.create(root, clock);
            }
            About.check(root);
            Registry registry = new Registry(root, stages, clock, lock);
            registry.blobs.clean();
            return registry;
        } catch (IOException | RegistryException | RuntimeException e) {
            try {
                lock.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Opens for reading only, beside a writer, whose writes it sees; refuses if there is no registry. */
    public static Registry openReadOnly(Path root, Stages stages) throws IOException, RegistryException {
        About.check(root);
        return new Registry(root, stages, Clock.systemUTC(), null);
    }

    public Stages stages() {
        return stages;
    }

    /** The directory. */
    public Path root() {
        return root;
    }

    /** Names of all models, sorted. */
    public List<ModelName> models() throws IOException {
        return directories.names();
    }

    public Optional<Model> find(ModelName name) throws IOException {
        ModelLedger ledger = ledgers.get(name);
        if (ledger == null) {
            // Names that somebody tries are not remembered.
            if (!Files.exists(directories.ledger(name))) {
                return Optional.empty();
            }
            ledger = slot(name);
        }
        return ledger.read();
    }

    /** Like find, but a missing model is an error that names the nearest existing one. */
    public Model get(ModelName name) throws IOException, RegistryException {
        Optional<Model> model = find(name);
        if (model.isEmpty()) {
            throw missing(name);
        }
        return model.get();
    }

    /** All entries, oldest first; of a damaged ledger those before the damage. */
    public List<Entry> ledger(ModelName name) throws IOException, RegistryException {
        List<Entry> entries = Ledger.read(directories.ledger(name)).entries();
        if (entries.isEmpty()) {
            get(name);
        }
        return entries;
    }

    /** What was in a stage, from when to when, moved by whom and why; oldest first. */
    public List<Tenure> history(ModelName name, String stage) throws IOException, RegistryException {
        if (!stage.equals(Stages.ARCHIVED)) {
            stages.get(stage);
        }
        return get(name).history(stage);
    }

    /**
     * Stores a file, fsynced.
     *
     * @param name file name to show
     * @param content read to its end, not closed
     * @param expectedSha256 if it is given and differs, nothing is stored and it throws
     */
    public BlobRef store(String name, InputStream content, String expectedSha256)
            throws IOException, RegistryException {
        return writing(() -> {
            try {
                return blobs.put(name, content, expectedSha256);
            } catch (DigestMismatch e) {
                throw new RegistryException(e.getMessage(), e);
            }
        });
    }

    /** Opens a blob; its digest is verified at the end of the stream, a mismatch throws IOException from read. */
    public InputStream open(BlobRef blob) throws IOException {
        return blobs.open(blob);
    }

    /** Copies a blob to a file, verified, atomically. */
    public void copy(BlobRef blob, Path target) throws IOException {
        blobs.copy(blob, target);
    }

    /**
     * Registers; creates the model if needed.
     *
     * @return the new version, or the one registered before with the same key
     * @throws RegistryException if a blob is not in the store, or the key was used for another model file
     */
    public Version register(ModelName name, NewVersion version, Actor actor) throws IOException, RegistryException {
        Registration registration = new Registration(name, version, stages, this::stored);
        Model after = write(name, actor, true, registration);
        return after.versions().get(registration.number());
    }

    /**
     * Records a validation or a drift check.
     *
     * @throws RegistryException if the version does not exist, or the validation is of another model file
     */
    public Version record(ModelName name, Event event, Actor actor) throws IOException, RegistryException {
        int number;
        Collection<BlobRef> documents;
        if (event instanceof Event.VersionValidated validated) {
            number = validated.version();
            documents = validated.documents().values();
        } else if (event instanceof Event.DriftChecked checked) {
            number = checked.version();
            documents = checked.documents().values();
        } else {
            throw new IllegalArgumentException(event.getClass().getSimpleName() + " is not recorded, it is acted out");
        }
        Model after = write(name, actor, false, (model, fold) -> {
            String expected = Moves.version(model, number).facts().model().sha256();
            if (event instanceof Event.VersionValidated validated
                    && validated.modelSha256() != null
                    && !validated.modelSha256().equals(expected)) {
                throw new RegistryException("The validation is of a model file with the digest "
                        + validated.modelSha256() + ", but version " + number + " of '" + name + "' has " + expected
                        + ". Validate the version's own file.");
            }
            stored(documents);
            return List.of(event);
        });
        return after.versions().get(number);
    }

    /**
     * Moves a version into a stage; in a stage of one champion, the one there moves to the archive by the same event.
     *
     * @param reason why; may be null
     * @throws PolicyViolation with one sentence per unmet demand of the stage's policy
     * @throws RegistryException if there is no such version or stage, or the version stands there already
     */
    public Event.Transitioned promote(ModelName name, int version, String stage, String reason, Actor actor)
            throws IOException, RegistryException {
        return move(name, actor, model -> Moves.promote(model, version, stage, reason, stages));
    }

    /**
     * Puts a stage's previous champion or a named version that stood there before back; policies are not asked.
     *
     * @param version null: the champion before the present one
     * @param reason why; may be null
     */
    public Event.Transitioned rollback(ModelName name, String stage, Integer version, String reason, Actor actor)
            throws IOException, RegistryException {
        return move(name, actor, model -> Moves.rollback(model, stage, version, reason, stages));
    }

    /** Moves a version out of its stage into the archive; the stage may be empty then. */
    public Event.Transitioned archive(ModelName name, int version, String reason, Actor actor)
            throws IOException, RegistryException {
        return move(name, actor, model -> Moves.archive(model, version, reason));
    }

    /**
     * Whether {@link #alias} would take a name: to be asked before anything that the alias goes with is done.
     *
     * @throws InputException if the alias is no valid name
     */
    public void checkAlias(String alias) {
        Aliases.check(alias, stages);
    }

    /**
     * Makes an alias name a version, whatever it named before.
     *
     * @throws InputException if the alias is no valid name
     */
    public void alias(ModelName name, String alias, int version, Actor actor) throws IOException, RegistryException {
        Aliases.check(alias, stages);
        write(name, actor, false, (model, fold) -> {
            Moves.version(model, version);
            Integer present = model.aliases().get(alias);
            return present != null && present == version ? List.of() : List.of(new Event.AliasSet(alias, version));
        });
    }

    /** Takes an alias away. */
    public void removeAlias(ModelName name, String alias, Actor actor) throws IOException, RegistryException {
        write(name, actor, false, (model, fold) -> {
            if (!model.aliases().containsKey(alias)) {
                throw new RegistryException("Model '" + name + "' has no alias '" + alias + "'; "
                        + (model.aliases().isEmpty()
                                ? "it has none."
                                : "it has " + String.join(", ", model.aliases().keySet()) + "."));
            }
            return List.of(new Event.AliasRemoved(alias));
        });
    }

    /** Walks every chain and every blob; one problem a line, naming file, line and byte; empty when sound. */
    public List<String> verify() throws IOException {
        return audit().problems();
    }

    /** Like {@link #verify}, with what was walked and what lies unused. */
    public Audit audit() throws IOException {
        return new Auditor(directories, blobs).audit();
    }

    /** Waits for writes under way, then lets others write. Reading goes on. */
    @Override
    public void close() throws IOException {
        open.writeLock().lock();
        try {
            if (!closed && lock != null) {
                lock.close();
            }
            closed = true;
        } finally {
            open.writeLock().unlock();
        }
    }

    private interface Move {
        Event.Transitioned of(Model model) throws RegistryException;
    }

    private interface Write<T> {
        T run() throws IOException, RegistryException;
    }

    private Event.Transitioned move(ModelName name, Actor actor, Move move) throws IOException, RegistryException {
        Event.Transitioned[] moved = new Event.Transitioned[1];
        write(name, actor, false, (model, fold) -> {
            moved[0] = move.of(model);
            return List.of(moved[0]);
        });
        return moved[0];
    }

    private Model write(ModelName name, Actor actor, boolean create, ModelLedger.Operation operation)
            throws IOException, RegistryException {
        return writing(() -> {
            if (!create && find(name).isEmpty()) {
                throw missing(name);
            }
            return slot(name).write(actor, (model, fold) -> {
                if (!create && model == null) {
                    throw missing(name);
                }
                return operation.decide(model, fold);
            });
        });
    }

    private <T> T writing(Write<T> write) throws IOException, RegistryException {
        open.readLock().lock();
        try {
            if (lock == null) {
                throw new RegistryException("The registry " + root + " is open for reading only.");
            }
            if (closed) {
                throw new RegistryException("The registry " + root + " was closed.");
            }
            return write.run();
        } finally {
            open.readLock().unlock();
        }
    }

    private ModelLedger slot(ModelName name) {
        return ledgers.computeIfAbsent(name, n -> new ModelLedger(n, directories.ledger(n), clock, lock == null));
    }

    private RegistryException missing(ModelName name) throws IOException {
        List<String> known = models().stream().map(ModelName::value).toList();
        return new RegistryException("There is no model '" + name + "' in the registry."
                + Nearest.of(name.value(), known)
                        .map(near -> " Did you mean '" + near + "'?")
                        .orElse(known.isEmpty() ? " It has none yet." : ""));
    }

    private void stored(Collection<BlobRef> needed) throws IOException, RegistryException {
        for (BlobRef blob : needed) {
            if (!Digest.isDigest(blob.sha256()) || !blobs.contains(blob)) {
                throw new RegistryException("The file " + blob.name() + " (" + blob.sha256() + ", " + blob.bytes()
                        + " bytes) is not in the store. Store it before referring to it.");
            }
        }
    }
}
