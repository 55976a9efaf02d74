package io.jenkins.plugins.modeldelivery.upkeep;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.PendingMoves;
import io.jenkins.plugins.modeldelivery.registry.Audit;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/**
 * Once a day walks through all ledgers and files of the registry, as {@code registry verify} does, and keeps what it found
 * for the administrative monitors. What an administrator has dismissed is not shown again as long as it is found.
 */
@Extension
public final class RegistryCheck extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(RegistryCheck.class.getName());

    /** More of one kind are counted only. */
    private static final int KEPT = 1000;

    /** Folders that {@link ItemFollower} gives to models on purpose. */
    private static final Pattern SET_ASIDE = Pattern.compile("~(deleted|earlier)-\\d{8}T\\d{6}Z(~\\d+)?(/|$)");

    /** What is found. */
    public enum Finding {
        /** A ledger or a file is not what was written. */
        DAMAGE,
        /** A crash left an unfinished line, which was cut off. */
        TORN,
        /** A model is in a folder that does not exist. */
        HOMELESS
    }

    /** What is on disk. */
    private static final class Stored {
        private long time;
        private String failure;
        private long models;
        private long entries;
        private long files;
        private ArrayList<String> damage = new ArrayList<>();
        private ArrayList<String> torn = new ArrayList<>();
        private ArrayList<String> homeless = new ArrayList<>();
        private ArrayList<String> dismissed = new ArrayList<>();
    }

    /**
     * A walk through the registry.
     *
     * @param time when it was finished, milliseconds since the epoch
     * @param failure why it was not; null: it was
     * @param models ledgers read
     * @param entries their sound entries
     * @param files stored files that they refer to
     * @param found one sentence each
     */
    public record Result(
            long time, String failure, long models, long entries, long files, Map<Finding, List<String>> found) {}

    /** Null: there was none yet. */
    private volatile Result last;

    private volatile Set<String> dismissed = Set.of();

    public RegistryCheck() {
        super("Model Delivery registry check");
        read();
    }

    @NonNull
    public static RegistryCheck get() {
        return ExtensionList.lookupSingleton(RegistryCheck.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return DAY;
    }

    /** A day after the last one, but not while Jenkins is busy starting. */
    @Override
    public long getInitialDelay() {
        Result known = last;
        long due = known == null ? 0 : known.time() + DAY - System.currentTimeMillis();
        return Math.max(10 * MIN, Math.min(due, DAY));
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    /** What was found last; null: nothing was looked at yet. */
    @CheckForNull
    public Result last() {
        return last;
    }

    /** What was found last and was not dismissed, one sentence each. */
    @NonNull
    public List<String> found(@NonNull Finding kind) {
        Result known = last;
        return known == null
                ? List.of()
                : known.found().get(kind).stream()
                        .filter(line -> !dismissed.contains(line))
                        .toList();
    }

    /** Shows what was found no more, until it is gone and found again. */
    public synchronized void dismiss(@NonNull Finding kind) {
        Set<String> all = new HashSet<>(dismissed);
        all.addAll(found(kind));
        dismissed = Set.copyOf(all);
        save();
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        Optional<Registry> registry = ModelRegistry.ifPresent();
        if (registry.isEmpty()) {
            return;
        }
        Thread thread = Thread.currentThread();
        int priority = thread.getPriority();
        thread.setPriority(Thread.MIN_PRIORITY);
        try {
            set(check(registry.get()));
        } finally {
            thread.setPriority(priority);
        }
    }

    private static Result check(Registry registry) {
        Map<Finding, List<String>> found = new EnumMap<>(Finding.class);
        for (Finding kind : Finding.values()) {
            found.put(kind, List.of());
        }
        try {
            Audit audit = registry.audit();
            found.put(Finding.DAMAGE, shortened(audit.problems()));
            found.put(Finding.TORN, shortened(audit.notes()));
            List<String> homeless = new ArrayList<>();
            for (ModelName name : registry.models()) {
                // Those that wait have a monitor of their own.
                if (!ModelAccess.folderExists(name)
                        && !SET_ASIDE.matcher(name.folder()).find()
                        && !PendingMoves.get().covers(name)) {
                    homeless.add(name.value());
                }
            }
            found.put(Finding.HOMELESS, shortened(homeless));
            return new Result(System.currentTimeMillis(), null, audit.models(), audit.entries(), audit.blobs(), found);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.SEVERE, "The model registry could not be checked", e);
            String failure = Messages.RegistryCheck_failed(String.valueOf(e.getMessage()));
            found.put(Finding.DAMAGE, List.of(failure));
            return new Result(System.currentTimeMillis(), failure, 0, 0, 0, found);
        }
    }

    private static List<String> shortened(List<String> lines) {
        if (lines.size() <= KEPT) {
            return List.copyOf(lines);
        }
        List<String> some = new ArrayList<>(lines.subList(0, KEPT));
        some.add(Messages.RegistryCheck_more(lines.size() - KEPT));
        return List.copyOf(some);
    }

    private synchronized void set(Result result) {
        last = result;
        Set<String> still = new HashSet<>();
        result.found().values().forEach(still::addAll);
        still.retainAll(dismissed);
        dismissed = Set.copyOf(still);
        save();
    }

    private void save() {
        Result known = last;
        if (known == null) {
            return;
        }
        Stored stored = new Stored();
        stored.time = known.time();
        stored.failure = known.failure();
        stored.models = known.models();
        stored.entries = known.entries();
        stored.files = known.files();
        stored.damage.addAll(known.found().get(Finding.DAMAGE));
        stored.torn.addAll(known.found().get(Finding.TORN));
        stored.homeless.addAll(known.found().get(Finding.HOMELESS));
        stored.dismissed.addAll(dismissed);
        try {
            file().write(stored);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> file() + " cannot be written, so what was found is forgotten at a restart");
        }
    }

    private void read() {
        XmlFile file = file();
        if (!file.exists()) {
            return;
        }
        try {
            Stored stored = (Stored) file.read();
            Map<Finding, List<String>> found = new EnumMap<>(Finding.class);
            found.put(Finding.DAMAGE, List.copyOf(stored.damage));
            found.put(Finding.TORN, List.copyOf(stored.torn));
            found.put(Finding.HOMELESS, List.copyOf(stored.homeless));
            last = new Result(stored.time, stored.failure, stored.models, stored.entries, stored.files, found);
            dismissed = Set.copyOf(stored.dismissed);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " cannot be read; the registry is checked anew");
        }
    }

    private static XmlFile file() {
        return new XmlFile(
                Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), RegistryCheck.class.getName() + ".xml"));
    }
}
