package io.jenkins.plugins.modeldelivery.lineage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * What has become of the build that made a version, as far as the current user may know. Its job may have got another name
 * since ({@link Registry#currentName}); and a job and a build that have the name and the number now may be others, made after
 * the first were deleted ({@link BuildIdentity}).
 *
 * @param state what has become of it
 * @param job full name: the one that the job has now if the build is there, else the one that it had
 * @param number of the build
 * @param run the build; null unless it is there
 */
public record BuildTrace(State state, String job, int number, Run<?, ?> run) {

    /** What has become of a build. */
    public enum State {
        /** It is there, and the current user may see it. */
        FOUND,
        /** The current user may not see its job, or not know whether there still is one. */
        HIDDEN,
        /** It was deleted, by itself or with its job. */
        DELETED
    }

    /**
     * What has become of the build that made a version.
     *
     * @param version as registered
     * @param registered when
     * @return empty: no build made it, or none that is known
     */
    @NonNull
    public static Optional<BuildTrace> of(@NonNull Event.VersionRegistered version, @NonNull Instant registered)
            throws IOException {
        Lineage lineage = version.lineage();
        Lineage.Build build = lineage == null ? null : lineage.build();
        if (build == null) {
            return Optional.empty();
        }
        String name = ModelRegistry.get().currentName(build.job(), registered);
        Job<?, ?> job;
        Run<?, ?> run;
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            job = Jenkins.get().getItemByFullName(name, Job.class);
            run = job == null ? null : job.getBuildByNumber(build.number());
        }
        if (run != null && !BuildIdentity.made(run, version.key())) {
            run = null;
        }
        if (job == null ? !mayKnowOf(name) : !job.hasPermission(Item.READ)) {
            return Optional.of(new BuildTrace(State.HIDDEN, build.job(), build.number(), null));
        }
        return Optional.of(
                run == null
                        ? new BuildTrace(State.DELETED, build.job(), build.number(), null)
                        : new BuildTrace(State.FOUND, job.getFullName(), build.number(), run));
    }

    /** Address of the build, relative to the root of Jenkins; null unless it is there. */
    @CheckForNull
    public String url() {
        return run == null ? null : run.getUrl();
    }

    /** Whether the current user may see that there is no item of a name: may see what it would be in. */
    private static boolean mayKnowOf(String name) {
        for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
            Item folder;
            try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                folder = Jenkins.get().getItemByFullName(name.substring(0, end));
            }
            if (folder != null) {
                return folder.hasPermission(Item.READ);
            }
        }
        return Jenkins.get().hasPermission(Jenkins.READ);
    }
}
