package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.List;

/** Knows who approved a build while it ran. */
public interface Approvers extends ExtensionPoint {

    /** Ids of the users that approved so far, oldest first. */
    @NonNull
    List<String> of(@NonNull Run<?, ?> run);
}
