package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.blob.BlobStore;
import io.jenkins.plugins.modeldelivery.blob.DigestMismatch;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A registry directory, open in this process. Safe for any number of threads: writes to one model wait for each other,
 * reads wait for nobody. A method that writes returns when what it wrote is on disk; one that throws has written nothing,
 * unless it says otherwise. The format on disk is described in docs/registry-format.md.
 */
public final class Registry implements Closeable {

    /** Version of the layout of the directory. */
    public static final int FORMAT = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OpenDirectory directory;
    private final StageRules rules;
    private final WriteAccess access;
    private final BlobStore blobs;
    private final Inventory inventory;
    private final ModelLedgers ledgers;
    private final Catalogue catalogue;
    private final Listeners listeners = new Listeners();
    private final Housekeeping housekeeping;
    private final Relocation relocation;

    private Registry(OpenDirectory directory, StageRules rules) {
        this.directory = directory;
        this.rules = rules;
        access = directory.access();
        blobs = directory.blobs();
        inventory = directory.inventory();
        ledgers = directory.ledgers();
        catalogue = new Catalogue(inventory, ledgers, access, new SummaryFile(directory.root()));
        relocation = new Relocation(directory, (moved, actor) -> listeners.tellMoved(moved, this::find, actor));
        housekeeping = new Housekeeping(
                directory, rules, (name, actor, operation) -> write(name, actor, false, operation), relocation::count);
    }

    /**
     * Opens for reading and writing; makes the directory if needed. Waits a few seconds for another process that has it
     * open for writing.
     *
     * @throws RegistryException if another process still has it, or this one has it already; the message says which
     */
    public static Registry open(Path root, Stages stages) throws IOException, RegistryException {
        return open(root, StageRules.fixed(stages));
    }

    /** Like {@link #open(Path, Stages)}, with stages that may change. */
    public static Registry open(Path root, StageRules rules) throws IOException, RegistryException {
        return open(root, rules, Ledgers.REAL, PATIENCE);
    }

    /** With another amount of memory than usual. */
    static Registry open(Path root, Stages stages, Memory memory) throws IOException, RegistryException {
        return open(root, StageRules.fixed(stages), Ledgers.REAL, PATIENCE, memory);
    }

    static Registry open(Path root, StageRules rules, Ledgers writer, Duration patience)
            throws IOException, RegistryException {
        return open(root, rules, writer, patience, Memory.usual());
    }

    static Registry open(Path root, StageRules rules, Ledgers writer, Duration patience, Memory memory)
            throws IOException, RegistryException {
        return OpenDirectory.forWriting(root, writer, patience, memory, opened -> new Registry(opened, rules));
    }

    /** Opens for reading only, beside a writer, whose writes it sees; refuses if there is no registry. */
    public static Registry openReadOnly(Path root, Stages stages) throws IOException, RegistryException {
        return openReadOnly(root, StageRules.fixed(stages));
    }

    /** Like {@link #openReadOnly(Path, Stages)}, with stages that may be stricter for some models. */
    public static Registry openReadOnly(Path root, StageRules rules) throws IOException, RegistryException {
        return new Registry(OpenDirectory.forReading(root, Memory.usual()), rules);
    }

    /** The stages as configured now. */
    public Stages stages() {
        return rules.stages();
    }

    /** The stages as they hold for one model, whose folder may have stricter policies. */
    public Stages stages(ModelName name) {
        return rules.stages(name);
    }

    /**
     * Writes the stages down beside the models, so that the command line knows and obeys them. It does not change those that
     * this registry was opened with.
     */
    public void keep(StageSettings settings) throws IOException, RegistryException {
        access.shared(() -> {
            settings.write(root());
            return null;
        });
    }

    /** The directory. */
    public Path root() {
        return directory.root();
    }

    /** Names of all models, sorted. */
    public List<ModelName> models() throws IOException {
        return List.copyOf(inventory.models());
    }

    public Optional<Model> find(ModelName name) throws IOException {
        Optional<ModelLedger> ledger = ledgers.existing(name);
        return ledger.isEmpty() ? Optional.empty() : ledger.get().read().filter(model -> model.removed() == null);
    }

    /** What a list or a badge says of a model: much less than all of it, and there at once. Empty: there is no such model. */
    public Optional<Summary> summary(ModelName name) throws IOException {
        return catalogue.summary(name);
    }

    /**
     * Finds models. A model that cannot be read is found with what is wrong with it.
     *
     * @param visible which models may be found; asked once a model
     */
    public Listing search(ModelQuery query, Predicate<ModelName> visible) throws IOException {
        return catalogue.search(query, models(), stages().names(), visible);
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
        List<Entry> entries = Ledger.read(directory.directories().ledger(name)).entries();
        if (entries.isEmpty()) {
            get(name);
        }
        return entries;
    }

    /** What was in a stage, from when to when, moved by whom and why; oldest first. */
    public List<Tenure> history(ModelName name, String stage) throws IOException, RegistryException {
        if (!stage.equals(Stages.ARCHIVED)) {
            stages().get(stage);
        }
        return get(name).history(stage);
    }

    /**
     * What was a stage's champion at that time, moved there by whom and why; empty: nothing was.
     *
     * @throws RegistryException if there is no such model or stage
     */
    public Optional<Tenure> at(ModelName name, String stage, Instant time) throws IOException, RegistryException {
        return Tenure.at(history(name, stage), time);
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
        // A long upload holds up neither closing nor moving: what it adds, nothing refers to yet.
        access.demand();
        try {
            return blobs.put(name, content, expectedSha256);
        } catch (DigestMismatch e) {
            throw new RegistryException(e.getMessage(), e);
        }
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
        Registration registration = new Registration(name, version, stages(), this::stored);
        Model after = write(name, actor, true, registration);
        return after.versions().get(registration.number());
    }

    /**
     * Records a validation or a drift check.
     *
     * @throws RegistryException if the version does not exist, or the validation is of another model file
     */
    public Version record(ModelName name, Event event, Actor actor) throws IOException, RegistryException {
        Recording recording = new Recording(name, event, this::stored);
        return write(name, actor, false, recording).versions().get(recording.number());
    }

    /** What somebody does to a model. */
    public Changes changes(ModelName name, Actor actor) {
        return new Changes(
                name,
                actor,
                null,
                rules,
                directory.writer().clock(),
                (model, who, operation) -> write(model, who, false, operation));
    }

    /**
     * What a version's promotion into a stage would be refused for if the actor asked for it now: one sentence each, empty
     * when the policy is met.
     *
     * @throws RegistryException if there is no such model, version or stage
     */
    public List<String> missing(ModelName name, int version, String stage, Actor actor)
            throws IOException, RegistryException {
        Model model = get(name);
        Stages stages = stages(name);
        return stages.get(stage)
                .policy()
                .missing(EvidenceOf.version(
                        model,
                        Moves.version(model, version),
                        stage,
                        stages,
                        actor,
                        directory.writer().clock().instant()));
    }

    /**
     * What a stage would refuse a version for that is yet to be trained, of what is known before: its code. One sentence
     * each, empty when the stage demands nothing of the code, or that has passed in the stage before.
     *
     * @param name of the model, which need not exist yet
     * @param commit of the code; null: not known
     * @throws RegistryException if there is no such stage
     */
    public List<String> missingOfCode(ModelName name, String stage, String commit)
            throws IOException, RegistryException {
        Stages stages = stages(name);
        Policy policy = stages.get(stage).policy();
        String before = stages.before(stage).map(Stage::name).orElse(null);
        Optional<Model> model = find(name);
        return policy.missingOfCode(
                stage,
                before,
                commit,
                model.isEmpty() || before == null || commit == null
                        ? null
                        : EvidenceOf.sibling(model.get(), commit, before));
    }

    /**
     * Whether {@link Changes#alias} would take a name: to be asked before anything that the alias goes with is done.
     *
     * @throws InputException if the alias is no valid name
     */
    public void checkAlias(String alias) {
        Aliases.check(alias, stages());
    }

    /**
     * Deletes a model with all its versions. Its ledger stays: should a version be registered under the name again, the
     * numbers go on.
     *
     * @param reason why; may be null
     * @throws RegistryException if a version serves in a stage, or an alias names one
     */
    public void delete(ModelName name, String reason, Actor actor) throws IOException, RegistryException {
        try {
            write(name, actor, false, (model, fold) -> {
                List<Event> events = Moves.deletion(model, reason, stages());
                // Before the ledger has it: should that fail, the model exists and is found again.
                inventory.remove(name, actor);
                return events;
            });
        } catch (IOException | RegistryException e) {
            if (find(name).isPresent()) {
                inventory.add(List.of(name));
            }
            throw e;
        }
    }

    /**
     * Follows a job or folder that has another full name: models below it get new names, and lineages lead to where the jobs
     * are now. A model whose new name is taken gets one beside it, ending in {@code ~2}, {@code ~3}, ..., and one whose new name
     * no model can have the closest that it can. A model of the very name stays as it is: models and jobs have their names
     * apart. An earlier move that failed half-way is carried through
     * first; after a crash the next opening does.
     *
     * @param from full name so far
     * @param to full name from here on
     * @return new name by the one before, of each model that moved
     */
    public Map<ModelName, ModelName> moved(String from, String to, Actor actor) throws IOException, RegistryException {
        return relocation.move(from, to, actor);
    }

    /**
     * Gives one model another full name, in the same folder or in another one. No job, folder or other model moves with it.
     *
     * @throws RegistryException if there is no such model, or the new name is taken
     */
    public void rename(ModelName from, ModelName to, Actor actor) throws IOException, RegistryException {
        String damage = get(from).damage();
        if (damage != null) {
            throw new RegistryException("Model '" + from + "' keeps its name, because its ledger is damaged. " + damage
                    + ". Restore the file from a backup.");
        }
        relocation.rename(from, to, actor);
    }

    /** Jobs and folders whose models have followed in part only, because something failed; oldest first. */
    public List<Version.Recorded<Event.ItemMoved>> unfinishedMoves() throws IOException {
        return inventory.unfinished();
    }

    /** Carries through what failed half-way. */
    public void resumeMoves() throws IOException, RegistryException {
        relocation.resume();
    }

    /**
     * What a job or folder is called now.
     *
     * @param name full name that it had
     * @param since when it had that name
     */
    public String currentName(String name, Instant since) throws IOException {
        return inventory.current(name, since);
    }

    /**
     * What a model is called now, or would be if there were one.
     *
     * @param name that it had
     * @param since when it had that name
     */
    public ModelName currentName(ModelName name, Instant since) throws IOException {
        return inventory.current(name, since);
    }

    /**
     * Tells of everything that is written to models from now on, once it is on disk, on the thread that wrote it; whoever
     * wrote it waits, so what takes long belongs on another thread. A listener may write, too; what it throws is logged and
     * goes no further.
     */
    public void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** What {@link #retain} would do now; nothing is done. Also where the registry is open for reading only. */
    public RetentionPlan planRetention(Retention rule) throws IOException {
        return housekeeping.plan(rule, Housekeeping.GRACE);
    }

    /**
     * Deletes the versions that a rule lets go, each by an event with the rule as its reason, and then sweeps. One that
     * throws may have let versions go already; asking again goes on where it ended.
     *
     * @throws RegistryException if somebody else is removing files just now
     */
    public Retained retain(Retention rule, Actor actor) throws IOException, RegistryException {
        return housekeeping.retain(rule, actor, Housekeeping.GRACE);
    }

    /**
     * Removes stored files that nothing refers to: those of deleted versions, and those of runs that ended before they
     * registered. What was stored or asked for within the last hour stays, because somebody may be about to refer to it.
     * Nothing is removed while any ledger is damaged, since it may refer to anything.
     *
     * @throws RegistryException if somebody else is at it
     */
    public Sweep sweep() throws IOException, RegistryException {
        return sweep(Housekeeping.GRACE);
    }

    Sweep sweep(Duration grace) throws IOException, RegistryException {
        return housekeeping.sweep(grace);
    }

    /** Walks every chain and every blob; one problem a line, naming file, line and byte; empty when sound. */
    public List<String> verify() throws IOException {
        return audit().problems();
    }

    /** Like {@link #verify}, with what was walked and what lies unused. */
    public Audit audit() throws IOException {
        return new Auditor(root(), directory.directories(), blobs, inventory, ledgers::seen).audit();
    }

    /** Waits for writes under way, then lets others write. Reading goes on. */
    @Override
    public void close() throws IOException {
        try {
            catalogue.close();
        } finally {
            access.close();
        }
    }

    private Model write(ModelName name, Actor actor, boolean create, ModelLedger.Operation operation)
            throws IOException, RegistryException {
        ModelLedger.Written written = access.shared(() -> {
            if (!create && ledgers.existing(name).isEmpty()) {
                throw missing(name);
            }
            return ledgers.of(name).write(actor, (model, fold) -> {
                if (!create && (model == null || model.removed() != null)) {
                    throw missing(name);
                }
                return operation.decide(model, fold);
            });
        });
        if (!written.entries().isEmpty()) {
            catalogue.changed(name);
            listeners.tell(new Change(name, null, written.before(), written.after(), actor, written.entries()));
        }
        return written.after();
    }

    /** For the recovery when the registry is opened. */
    Relocation relocation() {
        return relocation;
    }

    private RegistryException missing(ModelName name) throws IOException {
        List<String> known = models().stream().map(ModelName::value).toList();
        return new NotFound("There is no model '" + name + "' in the registry."
                + Nearest.of(name.value(), known)
                        .map(near -> " Did you mean '" + near + "'?")
                        .orElse(known.isEmpty() ? " It has none yet." : ""));
    }

    private void stored(Collection<BlobRef> needed) throws IOException, RegistryException {
        for (BlobRef blob : needed) {
            if (!Digest.isDigest(blob.sha256()) || !blobs.pin(blob)) {
                throw new RegistryException("The file " + blob.name() + " (" + blob.sha256() + ", " + blob.bytes()
                        + " bytes) is not in the store. Store it, again if it was there: what nothing refers to for an"
                        + " hour may be removed.");
            }
        }
    }
}
