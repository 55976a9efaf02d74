package io.jenkins.plugins.modeldelivery.upkeep;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says that a build is kept because of versions that it made, and not because a person wants it. Whoever calls has the rights
 * to keep and to release builds.
 */
final class KeptBuild extends InvisibleAction {

    /** What identifies the versions; replaced as a whole, since builds are saved at any time. */
    private volatile ArrayList<String> versions;

    private KeptBuild(List<String> versions) {
        this.versions = new ArrayList<>(versions);
    }

    /** Keeps a build for a version. One that is kept already is left to whoever keeps it. */
    static void keep(@NonNull Run<?, ?> run, @NonNull String version) throws IOException {
        synchronized (run) {
            KeptBuild mark = run.getAction(KeptBuild.class);
            boolean kept = run.isKeepLog() && run.canToggleLogKeep();
            if (mark == null) {
                if (!kept) {
                    run.addAction(new KeptBuild(List.of(version)));
                    // Saves both.
                    run.keepLog(true);
                }
            } else if (!kept || !mark.versions.contains(version)) {
                ArrayList<String> more = new ArrayList<>(mark.versions);
                more.remove(version);
                more.add(version);
                mark.versions = more;
                run.keepLog(true);
            }
        }
    }

    /** Keeps a build no longer for a version; if that was the last one and nobody else keeps it, it may go. */
    static void release(@NonNull Run<?, ?> run, @NonNull String version) throws IOException {
        synchronized (run) {
            KeptBuild mark = run.getAction(KeptBuild.class);
            if (mark == null || !mark.versions.contains(version)) {
                return;
            }
            ArrayList<String> fewer = new ArrayList<>(mark.versions);
            fewer.remove(version);
            mark.versions = fewer;
            if (fewer.isEmpty()) {
                run.removeAction(mark);
                run.keepLog(false);
            } else {
                run.save();
            }
        }
    }
}
