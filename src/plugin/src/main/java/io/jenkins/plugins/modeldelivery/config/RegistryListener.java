package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import io.jenkins.plugins.modeldelivery.registry.Change;
import io.jenkins.plugins.modeldelivery.registry.Registry;

/** Is told of everything that is written to the models of this controller, whoever writes it. */
public interface RegistryListener extends ExtensionPoint {

    /**
     * Something was written, and is on disk. Called on the thread that wrote it, with whatever authentication that has: what
     * takes long belongs on another thread, what needs rights must ask for them. What it throws is logged and goes no
     * further.
     *
     * @see Registry#onChange
     */
    void changed(@NonNull Change change);
}
