package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import org.jenkinsci.Symbol;

/** Tells the administrator that the configuration on disk has a fault, and what holds instead. */
@Extension
@Symbol("modelDeliveryConfiguration")
public final class ConfigurationMonitor extends AdministrativeMonitor {

    @Override
    public String getDisplayName() {
        return Messages.ConfigurationMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getFaults().isEmpty();
    }

    /** One sentence each. */
    @NonNull
    public List<String> getFaults() {
        return ModelDeliveryConfiguration.get().faults();
    }
}
