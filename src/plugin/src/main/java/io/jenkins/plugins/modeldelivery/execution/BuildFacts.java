package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a build tells about itself for the ledger. */
final class BuildFacts {

    private BuildFacts() {}

    /**
     * The build as the one that acts, with its first cause, the user who started it, and whoever approved an {@code input} of
     * it so far.
     */
    @NonNull
    static Actor actor(@NonNull Run<?, ?> run) {
        List<Cause> causes = run.getCauses();
        String cause = causes.isEmpty() ? null : lowerFirst(causes.get(0).getShortDescription());
        List<String> approvers = ExtensionList.lookup(Approvers.class).stream()
                .flatMap(source -> source.of(run).stream())
                .distinct()
                .toList();
        return new Actor("build", run.getExternalizableId().replace("#", " #"), cause, approvers, user(causes));
    }

    /**
     * The user who started a build, or the one that started the one that started it, and so on; null where a timer, a commit
     * or nobody known did.
     */
    @CheckForNull
    static String user(@NonNull List<? extends Cause> causes) {
        List<? extends Cause> level = causes;
        // Whoever started the build itself comes before whoever started what is further upstream.
        while (!level.isEmpty()) {
            List<Cause> upstream = new ArrayList<>();
            for (Cause cause : level) {
                if (cause instanceof Cause.UserIdCause user && isPerson(user.getUserId())) {
                    return user.getUserId();
                }
                if (cause instanceof Cause.UpstreamCause other) {
                    upstream.addAll(other.getUpstreamCauses());
                }
            }
            level = upstream;
        }
        return null;
    }

    private static boolean isPerson(String id) {
        return id != null && !id.equals(ACL.SYSTEM_USERNAME) && !id.equals(ACL.ANONYMOUS_USERNAME);
    }

    @NonNull
    static Lineage.Build build(@NonNull Run<?, ?> run) {
        return new Lineage.Build(run.getParent().getFullName(), run.getNumber(), run.getUrl());
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
