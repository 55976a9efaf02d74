package io.jenkins.plugins.modeldelivery.trigger;

import hudson.model.Job;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.watch.CoolDown;
import io.jenkins.plugins.modeldelivery.watch.Occurrence;
import io.jenkins.plugins.modeldelivery.watch.Rule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Decides what a trigger's job is to be built for. */
final class Decisions {

    private static final Logger LOGGER = Logger.getLogger(Decisions.class.getName());

    private Decisions() {}

    /**
     * Writes down which builds are owed for what happened.
     *
     * @return the model that is watched; empty: there is none, or none that can be read
     */
    static Optional<ModelName> decide(ModelTrigger trigger, Job<?, ?> job, Registry registry) throws IOException {
        Rule rule = trigger.rule();
        CoolDown rest = trigger.rest();
        Optional<Model> found = find(trigger, job, registry);
        if (found.isEmpty() || found.get().damage() != null) {
            // A damaged ledger is looked at when it is whole again.
            return Optional.empty();
        }
        Model model = found.get();
        // Asked before, as the work on positions must not.
        boolean silent = !ModelAccess.has(job, model.name(), Permissions.VIEW) || !job.isBuildable();
        int next = job.getNextBuildNumber();
        String folder = ModelAccess.folder(job);
        Instant now = Instant.now();
        Positions.with(job, positions -> {
            Position position = positions.get(trigger.key());
            if (position == null) {
                position = new Position(trigger.key(), now, folder, null);
                positions.add(position);
            }
            boolean other = position.turnTo(model, folder);
            if (model.seq() == position.seq()) {
                return other;
            }
            List<Occurrence> occurrences = rule.after(model, position.seq());
            for (Occurrence occurrence : occurrences) {
                if (silent || other && !position.covers(occurrence.time())) {
                    continue;
                }
                if (rest.covers(position.fired(), occurrence.time())) {
                    LOGGER.log(Level.FINE, "{0} rests, so {1} starts nothing", new Object[] {job, occurrence});
                    continue;
                }
                position.owe(
                        new Position.Owed(
                                new StartedByModel(
                                        position.id(occurrence.seq()), trigger.cause(model.name(), occurrence)),
                                next),
                        occurrence.time());
            }
            position.decided(model.seq(), now);
            return true;
        });
        return Optional.of(model.name());
    }

    /** The model that the trigger means: what its name says today, else what the model of that name is called now. */
    private static Optional<Model> find(ModelTrigger trigger, Job<?, ?> job, Registry registry) throws IOException {
        ModelName written = trigger.written(job);
        Position[] known = new Position[1];
        Positions.with(job, positions -> {
            known[0] = positions.get(trigger.key());
            return false;
        });
        if (known[0] == null) {
            return registry.find(written);
        }
        ModelName last = known[0].lastName() == null ? written : known[0].lastName();
        ModelName followed = registry.currentName(last, known[0].looked());
        boolean absolute = trigger.getModel().startsWith("/");
        if (absolute && ModelAccess.folderExists(followed)) {
            Optional<Model> model = registry.find(followed);
            if (model.isPresent()) {
                return model;
            }
        }
        Optional<Model> model = registry.find(written);
        return model.isPresent() || absolute ? model : registry.find(followed);
    }
}
