package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.RegistryListener;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Change;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/**
 * Looks for every trigger at what happened to its model since it looked last, and starts the builds.
 *
 * <p>Each occurrence gets one build, whatever becomes of the process meanwhile. It is decided by what is on disk alone: the
 * ledger; the {@linkplain Position position}, written before a build is scheduled, with the build as owed; and the builds.
 * What is owed is struck out when the build is on disk with its {@linkplain StartedByModel mark}, or was called off. After a
 * start of Jenkins each build that is owed, and neither on disk nor in the queue, is scheduled again; and each that is in the
 * queue, but no longer owed, is taken out of it ({@link Builds}).
 *
 * <p>All of this is done by one thread. It runs from when all jobs are loaded.
 */
@Extension
public final class Dispatcher implements RegistryListener {

    private static final Logger LOGGER = Logger.getLogger(Dispatcher.class.getName());

    /** A trigger is started before its job is where it will be; after this time it is not going to be there any more. */
    private static final Duration SETTLING = Duration.ofMinutes(10);

    /** What is known of a trigger without looking. */
    private static final class Known {
        private final Instant started = Instant.now();
        /** The model that it watches; null: it has not looked, or there is none. */
        private volatile ModelName model;
    }

    private final ThreadPoolExecutor thread;
    private final Map<ModelTrigger, Known> triggers = new ConcurrentHashMap<>();
    /** Those that have to be looked at again, because something failed. */
    private final Set<ModelTrigger> again = ConcurrentHashMap.newKeySet();

    private final Builds builds = new Builds();

    /** Whether all jobs are loaded, and so is the queue. */
    private volatile boolean ready;

    public Dispatcher() {
        thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "Model Delivery triggers"),
                // Only once Jenkins goes down: the next start finds what was not done.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    @NonNull
    static Dispatcher get() {
        return ExtensionList.lookupSingleton(Dispatcher.class);
    }

    /** Whether it is known which of the builds in the queue have been before. */
    boolean isReady() {
        return ready;
    }

    /** A trigger is there. If it was not before, what happened so far is nothing to it. */
    void started(ModelTrigger trigger) {
        Job<?, ?> job = trigger.job();
        if (job == null) {
            return;
        }
        triggers.put(trigger, new Known());
        if (ready) {
            begin(trigger, job);
            submit(() -> look(trigger));
        }
    }

    /** A trigger is taken away, perhaps only for a moment. */
    void stopped(ModelTrigger trigger) {
        Job<?, ?> job = trigger.job();
        if (triggers.remove(trigger) == null || job == null) {
            return;
        }
        again.remove(trigger);
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Positions.with(job, positions -> {
                Position position = positions.get(trigger.key());
                if (position != null) {
                    position.stop(Instant.now());
                }
                return position != null;
            });
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "That a trigger of " + job.getFullName() + " ended cannot be noted");
        }
    }

    /** Makes sure that the trigger has a position. */
    private static void begin(ModelTrigger trigger, Job<?, ?> job) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Instant now = Instant.now();
            String folder = ModelAccess.folder(job);
            Model model = present(trigger, job);
            Positions.with(job, positions -> {
                positions.removeIf(position -> position.isOver(now));
                Position position = positions.get(trigger.key());
                if (position != null) {
                    return position.resume();
                }
                positions.add(new Position(trigger.key(), now, folder, model));
                return true;
            });
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "A trigger of " + job.getFullName() + " cannot begin to look now");
        }
    }

    /** Null: there is no such model, or that is not known now. */
    private static Model present(ModelTrigger trigger, Job<?, ?> job) {
        try {
            Optional<Registry> registry = ModelRegistry.ifPresent();
            return registry.isEmpty()
                    ? null
                    : registry.get().find(trigger.written(job)).orElse(null);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "What counts for " + job.getFullName() + " is told by its time");
            return null;
        }
    }

    @Override
    public void changed(@NonNull Change change) {
        ModelName name = change.formerly() == null ? change.name() : change.formerly();
        if (!triggers.isEmpty()
                && (change.formerly() != null
                        || change.entries().stream().map(Entry::event).anyMatch(Dispatcher::matters))) {
            submit(() -> triggers.forEach((trigger, known) -> {
                if (known.model == null || known.model.equals(name) || means(trigger, change.name())) {
                    look(trigger);
                }
            }));
        }
    }

    /** Whether a trigger names a model, as its job does today. */
    private static boolean means(ModelTrigger trigger, ModelName model) {
        Job<?, ?> job = trigger.job();
        return job != null && trigger.written(job).equals(model);
    }

    private static boolean matters(Event event) {
        return event instanceof Event.DriftChecked
                || event instanceof Event.VersionValidated
                || event instanceof Event.Transitioned;
    }

    /** Looks at everything anew, because jobs have other names. */
    void moved(Item item) {
        submit(() -> {
            for (ModelTrigger trigger : triggers.keySet()) {
                if (trigger.job() == item) {
                    look(trigger);
                }
            }
        });
    }

    /** A build is there, with its mark on disk. */
    void onDisk(Job<?, ?> job, String id) {
        submit(() -> settle(job, id));
    }

    /** Somebody called a build off while it waited in the queue. */
    void calledOff(Job<?, ?> job, String id) {
        submit(() -> settle(job, id));
    }

    private static void settle(Job<?, ?> job, String id) {
        try {
            Positions.with(job, positions -> {
                boolean changed = false;
                for (Position position : positions.all()) {
                    changed |= position.settle(id);
                }
                return changed;
            });
        } catch (IOException e) {
            // The next start of Jenkins finds the build.
            LOGGER.log(Level.WARNING, e, () -> "That " + job.getFullName() + " was built cannot be noted");
        }
    }

    /** Looks, on the one thread. What fails is tried again in a minute. */
    private void look(ModelTrigger trigger) {
        again.remove(trigger);
        Known known = triggers.get(trigger);
        if (known == null) {
            // It was taken away before its turn came.
            return;
        }
        Job<?, ?> job = trigger.job();
        if (job == null || !isThere(trigger, job)) {
            if (known.started.plus(SETTLING).isBefore(Instant.now())) {
                triggers.remove(trigger);
            } else {
                again.add(trigger);
            }
            return;
        }
        try {
            Optional<Registry> registry = ModelRegistry.ifPresent();
            if (registry.isPresent()) {
                known.model = Decisions.decide(trigger, job, registry.get()).orElse(null);
            }
            if (!builds.start(trigger, job)) {
                again.add(trigger);
            }
        } catch (IOException | RuntimeException e) {
            again.add(trigger);
            LOGGER.log(Level.WARNING, e, () -> "A trigger of " + job.getFullName() + " cannot look at its model now");
        }
    }

    /** Whether the job is the one of its name, and still has a trigger of that kind. */
    private static boolean isThere(ModelTrigger trigger, Job<?, ?> job) {
        return Jenkins.get().getItemByFullName(job.getFullName()) == job
                && job instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?> parameterized
                && parameterized.getTriggers().containsKey(trigger.getDescriptor());
    }

    /** Looks with all triggers, and at what the queue has kept from before; soon. */
    Future<?> reconcile() {
        return submit(() -> {
            builds.restore();
            for (ModelTrigger trigger : triggers.keySet()) {
                Job<?, ?> job = trigger.job();
                if (job != null) {
                    begin(trigger, job);
                    look(trigger);
                }
            }
        });
    }

    /** All jobs are loaded. */
    void open() {
        submit(() -> {
            try {
                builds.restore();
            } finally {
                ready = true;
                Queue.getInstance().scheduleMaintenance();
            }
        });
        reconcile();
    }

    /** Is done when all that was asked for so far is. */
    Future<?> settled() {
        return submit(() -> {});
    }

    /** Tries again what failed. */
    void retry() {
        if (!again.isEmpty()) {
            submit(() -> List.copyOf(again).forEach(trigger -> look(trigger)));
        }
    }

    private Future<?> submit(Runnable work) {
        return thread.submit(() -> {
            try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                work.run();
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, e, () -> "A trigger failed");
            }
        });
    }

    /** Where the plugin is installed while Jenkins runs, nobody tells that all jobs are loaded. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void openIfRunning() {
        if (Jenkins.get().getInitLevel() == InitMilestone.COMPLETED) {
            get().open();
        }
    }

    /** Takes no more work. */
    @Terminator
    public static void close() {
        ThreadPoolExecutor thread = get().thread;
        thread.getQueue().clear();
        thread.shutdown();
    }
}
