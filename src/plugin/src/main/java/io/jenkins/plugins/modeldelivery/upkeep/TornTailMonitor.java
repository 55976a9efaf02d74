package io.jenkins.plugins.modeldelivery.upkeep;

import hudson.Extension;
import org.jenkinsci.Symbol;

/** Tells of unfinished lines that a crash left, and that were cut off. */
@Extension
@Symbol("modelDeliveryTornTails")
public final class TornTailMonitor extends FindingMonitor {

    public TornTailMonitor() {
        super(RegistryCheck.Finding.TORN);
    }

    @Override
    public String getDisplayName() {
        return Messages.TornTailMonitor_displayName();
    }

    @Override
    public String getBlurb() {
        return Messages.TornTailMonitor_blurb();
    }

    @Override
    public String getSeverity() {
        return "warning";
    }
}
