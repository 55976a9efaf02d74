package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Functions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets a build go on without what a step could not do, where the step says so ({@link ModelWork#forgivenAs}). */
final class Forgiveness {

    private static final Logger LOGGER = Logger.getLogger(Forgiveness.class.getName());

    private Forgiveness() {}

    /**
     * Tells the failure, and marks build and step, if it is one to go on after: what the user or the world did. An abort, an
     * agent that is lost and a fault of the program are none.
     *
     * @param address null: the step had not begun
     * @return false: the step is to fail
     */
    static boolean granted(
            @NonNull Workplace place,
            @NonNull ModelWork work,
            @CheckForNull ModelAddress address,
            @NonNull Throwable failure) {
        ModelFact.Kind kind = work.forgivenAs();
        if (kind == null || address == null || failure instanceof AgentPlace.Lost || !isForgivable(failure)) {
            return false;
        }
        try {
            StepWork step = new StepWork(place, address);
            String message = String.valueOf(failure.getMessage());
            if (failure instanceof AbortException || !(failure instanceof IOException)) {
                place.listener().error(message);
            } else {
                Functions.printStackTrace(failure, place.listener().error(message));
            }
            step.note(kind, ModelFact.Level.WARNING, 0, null, "failed: " + message);
            step.unstable(message);
            return true;
        } catch (IOException | InterruptedException e) {
            // The build itself cannot be written to, or is being stopped: it cannot go on.
            LOGGER.log(Level.FINE, e, () -> "cannot go on after " + failure);
            return false;
        }
    }

    private static boolean isForgivable(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof InputException
                || failure instanceof RegistryException;
    }
}
