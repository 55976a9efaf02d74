package io.jenkins.plugins.modeldelivery.config;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Retained;
import io.jenkins.plugins.modeldelivery.registry.Retention;
import io.jenkins.plugins.modeldelivery.registry.Sweep;
import java.io.IOException;
import java.util.Optional;

/**
 * Once a day lets the versions go that the configured retention does not keep, and removes the files that nothing refers to
 * any more. Without a retention no version goes; files of versions that somebody deleted are removed all the same.
 */
@Extension
public final class RetentionWork extends AsyncPeriodicWork {

    public RetentionWork() {
        super("Model Delivery retention");
    }

    @Override
    public long getRecurrencePeriod() {
        return DAY;
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        Optional<Registry> registry = ModelRegistry.ifPresent();
        if (registry.isEmpty()) {
            return;
        }
        Retention rule = ModelDeliveryConfiguration.get().retention();
        try {
            Sweep sweep;
            if (rule.limits()) {
                Retained retained = registry.get().retain(rule, Actor.system("retention"));
                retained.versions()
                        .forEach(gone ->
                                listener.getLogger().println("Deleted " + gone.model() + " v" + gone.version()));
                sweep = retained.sweep();
            } else {
                sweep = registry.get().sweep();
            }
            listener.getLogger().println(sweep);
        } catch (RegistryException e) {
            throw new IOException("The retention of models could not be carried out: " + e.getMessage(), e);
        }
    }
}
