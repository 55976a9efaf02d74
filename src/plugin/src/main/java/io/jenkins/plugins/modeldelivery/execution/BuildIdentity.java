package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;

/**
 * Names a build for good, kept with it: its job may be renamed while it runs, and a job that is deleted and made again
 * counts its builds anew.
 */
final class BuildIdentity extends InvisibleAction {

    private final String id;

    private BuildIdentity(String id) {
        this.id = id;
    }

    /** The same whenever it is asked for, and no other build's. */
    @NonNull
    static String of(@NonNull Run<?, ?> run) throws IOException {
        synchronized (run) {
            BuildIdentity known = run.getAction(BuildIdentity.class);
            if (known == null) {
                known = new BuildIdentity(run.getExternalizableId() + "@" + run.getTimeInMillis());
                run.addAction(known);
                // On disk before anything in the registry bears it.
                run.save();
            }
            return known.id;
        }
    }
}
