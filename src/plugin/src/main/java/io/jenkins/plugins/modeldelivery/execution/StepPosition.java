package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;

/**
 * Counts the steps of a build that has no flow nodes, in the order in which they begin. Kept with the build, so that no two
 * steps ever get the same position.
 */
final class StepPosition extends InvisibleAction {

    private int last;

    private StepPosition() {}

    /** The position of a step that begins now: 1 for the first of the build. */
    static int next(@NonNull Run<?, ?> run) throws IOException {
        int position;
        synchronized (run) {
            StepPosition known = run.getAction(StepPosition.class);
            if (known == null) {
                known = new StepPosition();
                run.addAction(known);
            }
            position = ++known.last;
        }
        // On disk before anything in the registry bears it.
        run.save();
        return position;
    }
}
