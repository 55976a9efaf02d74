package io.jenkins.plugins.modeldelivery.upkeep;

import hudson.Extension;
import org.jenkinsci.Symbol;

/** Tells of ledgers and model files that are no longer what was written. */
@Extension
@Symbol("modelDeliveryDamage")
public final class DamageMonitor extends FindingMonitor {

    public DamageMonitor() {
        super(RegistryCheck.Finding.DAMAGE);
    }

    @Override
    public String getDisplayName() {
        return Messages.DamageMonitor_displayName();
    }

    @Override
    public String getBlurb() {
        return Messages.DamageMonitor_blurb();
    }

    @Override
    public String getSeverity() {
        return "danger";
    }
}
