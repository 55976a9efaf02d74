package io.jenkins.plugins.modeldelivery.trigger;

import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.ParameterizedJobMixIn;

/** Schedules the builds that are owed, each once. Used by one thread only. */
final class Builds {

    private static final Logger LOGGER = Logger.getLogger(Builds.class.getName());

    /** What this process has scheduled, or found in the queue: it needs no second time, however long it waits there. */
    private final Set<String> scheduled = new HashSet<>();

    /**
     * Takes out of the queue what Jenkins has kept there from before its last start, and what is a build already: the queue
     * is written to disk from time to time only, so after a crash it may say that something waits which has begun.
     */
    void restore() {
        for (Queue.Item item : Queue.getInstance().getItems()) {
            StartedByModel mark = item.getAction(StartedByModel.class);
            if (mark != null && item.task instanceof Job<?, ?> job && !scheduled.contains(handle(job, mark.id()))) {
                try {
                    if (isOwed(job, mark.id())) {
                        scheduled.add(handle(job, mark.id()));
                    } else {
                        LOGGER.log(Level.INFO, "{0} has been built for {1} already", new Object[] {
                            job.getFullName(), mark.id()
                        });
                        cancel(item.getId());
                    }
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "Whether " + job.getFullName() + " has been built is not known");
                }
            }
        }
    }

    /**
     * Under the lock of the queue: it turns what waits into another object on every step of the way, and does not find one that
     * is cancelled a moment later.
     */
    private static void cancel(long id) {
        Queue.withLock(() -> {
            Queue.Item now = Queue.getInstance().getItem(id);
            if (now != null) {
                Queue.getInstance().cancel(now);
            }
        });
    }

    /** Whether a build is to be and is not. */
    private static boolean isOwed(Job<?, ?> job, String id) throws IOException {
        for (Position.Owed owed : owed(job, null)) {
            if (owed.mark.id().equals(id)) {
                return !exists(job, owed);
            }
        }
        return false;
    }

    /** @param key of a trigger; null: all */
    private static List<Position.Owed> owed(Job<?, ?> job, String key) throws IOException {
        List<Position.Owed> all = new ArrayList<>();
        Positions.with(job, positions -> {
            for (Position position : positions.all()) {
                if (key == null || position.key().equals(key)) {
                    all.addAll(position.owed());
                }
            }
            return false;
        });
        return all;
    }

    /**
     * Schedules what a trigger owes and has not scheduled yet.
     *
     * @return false: some of it has to be tried again
     */
    boolean start(ModelTrigger trigger, Job<?, ?> job) throws IOException {
        boolean all = true;
        for (Position.Owed owed : owed(job, trigger.key())) {
            String id = owed.mark.id();
            if (scheduled.contains(handle(job, id))) {
                continue;
            }
            if (exists(job, owed) || !job.isBuildable()) {
                // It was built before a crash, or is not to be built: disabled jobs miss what happens.
                strike(job, id);
            } else if (ParameterizedJobMixIn.scheduleBuild2(job, -1, owed.mark.actions(job)) != null) {
                scheduled.add(handle(job, id));
            } else {
                LOGGER.log(Level.WARNING, "Jenkins refuses to schedule {0} now; it is tried again", job.getFullName());
                all = false;
            }
        }
        return all;
    }

    private static void strike(Job<?, ?> job, String id) throws IOException {
        Positions.with(job, positions -> {
            boolean changed = false;
            for (Position position : positions.all()) {
                changed |= position.settle(id);
            }
            return changed;
        });
    }

    /** Whether the build is there, as what is on disk says. */
    private static boolean exists(Job<?, ?> job, Position.Owed owed) {
        for (Run<?, ?> run = job.getLastBuild();
                run != null && run.getNumber() >= owed.from;
                run = run.getPreviousBuild()) {
            StartedByModel mark = run.getAction(StartedByModel.class);
            if (mark != null && mark.id().equals(owed.mark.id()) && isOnDisk(run)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a build would be there after a crash. */
    static boolean isOnDisk(Run<?, ?> run) {
        return new File(run.getRootDir(), "build.xml").exists();
    }

    private static String handle(Job<?, ?> job, String id) {
        return job.getFullName() + " " + id;
    }
}
