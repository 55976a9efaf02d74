package io.jenkins.plugins.modeldelivery.upkeep;

import hudson.Extension;
import org.jenkinsci.Symbol;

/** Tells of models in folders that do not exist: renamed, probably, while this plugin was not loaded. */
@Extension
@Symbol("modelDeliveryHomelessModels")
public final class HomelessModelsMonitor extends FindingMonitor {

    public HomelessModelsMonitor() {
        super(RegistryCheck.Finding.HOMELESS);
    }

    @Override
    public String getDisplayName() {
        return Messages.HomelessModelsMonitor_displayName();
    }

    @Override
    public String getBlurb() {
        return Messages.HomelessModelsMonitor_blurb();
    }

    @Override
    public String getSeverity() {
        return "warning";
    }
}
