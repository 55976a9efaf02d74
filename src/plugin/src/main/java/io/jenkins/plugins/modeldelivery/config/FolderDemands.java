package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.Item;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.util.Map;

/** Knows what a folder demands of the versions of its models beyond what the stages demand everywhere. */
public interface FolderDemands extends ExtensionPoint {

    /**
     * Asked while a model is locked, so answered from memory.
     *
     * @param folder that exists
     * @return by name of stage; empty when it demands nothing
     */
    @NonNull
    Map<String, Policy> of(@NonNull Item folder);
}
