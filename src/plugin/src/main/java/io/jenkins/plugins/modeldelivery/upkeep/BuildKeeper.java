package io.jenkins.plugins.modeldelivery.upkeep;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.PeriodicWork;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.RegistryListener;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.lineage.BuildTrace;
import io.jenkins.plugins.modeldelivery.registry.Change;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Keeps builds from log rotation whose version serves: stands in a stage, or has an alias. In a first stage that holds any
 * number, where every version begins, none serves, or no build would ever go. Builds are released again when their version
 * leaves, unless a person keeps them ({@link KeptBuild}).
 *
 * <p>Works one after the other on a thread of its own, because builds have to be read and written; each time by the present
 * state of the registry, so that it does not matter what comes first. What is missed, because Jenkins was not there, is found
 * when it starts, and once a day.
 */
@Extension
public final class BuildKeeper implements RegistryListener {

    private static final Logger LOGGER = Logger.getLogger(BuildKeeper.class.getName());

    private static final Duration MARGIN = Duration.ofHours(1);

    private final ThreadPoolExecutor thread;

    public BuildKeeper() {
        thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "Model Delivery builds"),
                // Only once Jenkins goes down: the next start finds what was not done.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void changed(@NonNull Change change) {
        Instant now = Instant.now();
        Stages stages = ModelRegistry.stages(change.name());
        for (int number : numbers(change)) {
            Made before = made(change.before(), number);
            Made after = made(change.after(), number);
            if (serves(change.before(), number, stages) != serves(change.after(), number, stages)) {
                Made made = after == null ? before : after;
                submit(() -> follow(change.name(), now, made));
            }
        }
    }

    /**
     * A version with what leads to the build that made it.
     *
     * @param facts as registered
     * @param registered when
     */
    private record Made(Event.VersionRegistered facts, Instant registered) {

        /** What identifies it, whatever its model is called. */
        String id() {
            return facts.key() != null ? facts.key() : facts.model().sha256() + " v" + facts.version();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private Future<?> submit(Work work) {
        return thread.submit(() -> {
            try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                work.run();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(
                        Level.WARNING, e, () -> "A build cannot be kept, or released, now; it is tried again tomorrow");
            }
        });
    }

    /** @param since when the model had that name */
    private static void follow(ModelName name, Instant since, Made made) throws IOException {
        Registry registry = ModelRegistry.get();
        Optional<Model> model = registry.find(registry.currentName(name, since));
        if (model.isPresent() && model.get().damage() != null) {
            // Who knows what it would say.
            return;
        }
        int number = made.facts().version();
        follow(
                made,
                model.isPresent()
                        && serves(
                                model.get(),
                                number,
                                ModelRegistry.stages(model.get().name())));
    }

    private static void follow(Made made, boolean keep) throws IOException {
        Optional<BuildTrace> trace = BuildTrace.of(made.facts(), made.registered());
        if (trace.isPresent() && trace.get().run() != null) {
            if (keep) {
                KeptBuild.keep(trace.get().run(), made.id());
            } else {
                KeptBuild.release(trace.get().run(), made.id());
            }
        }
    }

    /** Goes through all models, soon. */
    Future<?> reconcile() {
        return submit(BuildKeeper::all);
    }

    /** Is done when all that was asked for so far is. */
    Future<?> settled() {
        return submit(() -> {});
    }

    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void reconcileAtStart() {
        ExtensionList.lookupSingleton(BuildKeeper.class).reconcile();
    }

    /** Takes no more work. */
    @Terminator
    public static void stop() {
        ThreadPoolExecutor thread = ExtensionList.lookupSingleton(BuildKeeper.class).thread;
        thread.getQueue().clear();
        thread.shutdown();
    }

    /** Goes through all models once a day. */
    @Extension
    public static final class Daily extends PeriodicWork {
        @Override
        public long getRecurrencePeriod() {
            return DAY;
        }

        @Override
        protected void doRun() {
            ExtensionList.lookupSingleton(BuildKeeper.class).reconcile();
        }
    }

    private static void all() throws IOException {
        Optional<Registry> registry = ModelRegistry.ifPresent();
        if (registry.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        Instant last = reconciled();
        boolean whole = true;
        for (ModelName name : registry.get().models()) {
            try {
                Optional<Model> model = registry.get().find(name);
                if (model.isPresent() && model.get().damage() == null) {
                    // Versions leave by an event of their model; a margin, should the clock have been put back.
                    all(model.get(), !model.get().changed().isBefore(last.minus(MARGIN)));
                }
            } catch (IOException | RuntimeException e) {
                whole = false;
                LOGGER.log(Level.WARNING, e, () -> "The builds of model " + name + " cannot be kept or released now");
            }
        }
        if (whole) {
            file().write(now.toEpochMilli());
        }
    }

    /** @param changed whether a version may have left since last time */
    private static void all(Model model, boolean changed) throws IOException {
        Stages stages = ModelRegistry.stages(model.name());
        for (Version version : model.versions().values()) {
            boolean serves = serves(version, stages);
            if (serves || changed) {
                follow(new Made(version.facts(), version.registered()), serves);
            }
        }
        if (changed) {
            for (Model.Deleted gone : model.deleted().values()) {
                follow(new Made(gone.facts(), gone.registered()), false);
            }
        }
    }

    /** When all models were gone through last; the epoch: never, as far as is known. */
    private static Instant reconciled() {
        XmlFile file = file();
        if (!file.exists()) {
            return Instant.EPOCH;
        }
        try {
            return Instant.ofEpochMilli((Long) file.read());
        } catch (IOException | ClassCastException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " cannot be read, so all builds of versions are looked at");
            return Instant.EPOCH;
        }
    }

    private static XmlFile file() {
        return new XmlFile(
                Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), BuildKeeper.class.getName() + ".xml"));
    }

    private static SortedSet<Integer> numbers(Change change) {
        SortedSet<Integer> numbers = new TreeSet<>(change.after().versions().keySet());
        if (change.before() != null) {
            numbers.addAll(change.before().versions().keySet());
        }
        return numbers;
    }

    private static Made made(Model model, int number) {
        return model == null
                ? null
                : model.version(number)
                        .map(version -> new Made(version.facts(), version.registered()))
                        .orElse(null);
    }

    private static boolean serves(Model model, int number, Stages stages) {
        return model != null
                && model.version(number).map(version -> serves(version, stages)).orElse(false);
    }

    private static boolean serves(Version version, Stages stages) {
        if (!version.aliases().isEmpty()) {
            return true;
        }
        String stage = version.stage();
        return !stage.equals(Stages.ARCHIVED)
                && (!stage.equals(stages.first().name()) || stages.first().single());
    }
}
