package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PeriodicWork;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueListener;
import hudson.model.queue.QueueTaskDispatcher;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where Jenkins tells the {@link Dispatcher} something. */
final class Hooks {

    private static final Logger LOGGER = Logger.getLogger(Hooks.class.getName());

    private Hooks() {}

    /** All jobs are loaded, or have another name. */
    @Extension
    public static final class Jobs extends ItemListener {
        @Override
        public void onLoaded() {
            Dispatcher.get().open();
        }

        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            if (item instanceof Job) {
                Dispatcher.get().moved(item);
            }
        }
    }

    /** A build that was owed begins: from here on it is on disk, however it ends. */
    @Extension
    public static final class BuildsThatBegin extends RunListener<Run<?, ?>> {
        @Override
        public void onStarted(Run<?, ?> run, TaskListener listener) {
            StartedByModel mark = run.getAction(StartedByModel.class);
            if (mark == null) {
                return;
            }
            try {
                run.save();
                tell(run);
            } catch (IOException e) {
                // It stays owed, until it is saved later on or lost in a crash.
                LOGGER.log(Level.WARNING, e, () -> run + " cannot be saved");
            }
        }

        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            tell(run);
        }

        private static void tell(Run<?, ?> run) {
            StartedByModel mark = run.getAction(StartedByModel.class);
            if (mark != null && Builds.isOnDisk(run)) {
                Dispatcher.get().onDisk(run.getParent(), mark.id());
            }
        }
    }

    /** Whoever takes a build out of the queue has decided that it is not to be. */
    @Extension
    public static final class BuildsCalledOff extends QueueListener {
        @Override
        public void onLeft(Queue.LeftItem item) {
            StartedByModel mark = item.getAction(StartedByModel.class);
            if (mark != null && item.isCancelled() && item.task instanceof Job<?, ?> job) {
                Dispatcher.get().calledOff(job, mark.id());
            }
        }
    }

    /** Nothing that the queue has kept begins before it is known whether it has begun before. */
    @Extension
    public static final class Hold extends QueueTaskDispatcher {
        @CheckForNull
        @Override
        public CauseOfBlockage canRun(Queue.Item item) {
            return item.getAction(StartedByModel.class) == null
                            || Dispatcher.get().isReady()
                    ? null
                    : new Checking();
        }
    }

    private static final class Checking extends CauseOfBlockage {
        @Override
        public String getShortDescription() {
            return Messages.StartedByModel_checking();
        }
    }

    /** Tries again what failed. */
    @Extension
    public static final class Retry extends PeriodicWork {
        @Override
        public long getRecurrencePeriod() {
            return MIN;
        }

        @Override
        protected void doRun() {
            Dispatcher.get().retry();
        }
    }
}
