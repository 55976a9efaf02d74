package io.jenkins.plugins.modeldelivery.lineage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;

/**
 * Names a build for good, kept with it: its job may be renamed while it runs, and a job that is deleted and made again
 * counts its builds anew.
 */
public final class BuildIdentity extends InvisibleAction {

    private final String id;

    private BuildIdentity(String id) {
        this.id = id;
    }

    /** The same whenever it is asked for, and no other build's. */
    @NonNull
    private static String of(@NonNull Run<?, ?> run) throws IOException {
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

    /**
     * What a step of a build writes into the registry, so that it is written once.
     *
     * @param step id that no other step of the build has
     */
    @NonNull
    public static String key(@NonNull Run<?, ?> run, @NonNull String step) throws IOException {
        return of(run) + "/" + step;
    }

    /**
     * Whether it was this build, and not one that had its name and number before, that wrote something with a key.
     *
     * @param key null: nothing is known but name and number, so it was
     */
    public static boolean made(@NonNull Run<?, ?> run, @CheckForNull String key) {
        if (key == null) {
            return true;
        }
        BuildIdentity known = run.getAction(BuildIdentity.class);
        return known != null && key.startsWith(known.id + "/");
    }
}
