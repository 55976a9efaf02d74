package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;

/** What a request can ask of trainers that learn from a target only. */
final class Unusable {

    private Unusable() {}

    /** Notes everything that makes no sense without a target. */
    static void check(TrainRequest request, TrainerInfo trainer, Problems problems) {
        String learns = "Trainer " + trainer.name() + " learns without a target";
        boolean anomaly = trainer.equals(Trainers.ANOMALY);
        if (request.target() != null && !anomaly) {
            problems.add(
                    learns + ", '" + request.target() + "' cannot be one",
                    "parameter target",
                    "Leave it out; put the column into ignore where it is not to be clustered by.");
        }
        if (request.positive() != null && request.target() == null) {
            problems.add(
                    learns + ": there is no positive class",
                    "parameter positive",
                    anomaly ? "Name the column that tells anomalies as target, or leave it out." : "Leave it out.");
        }
        if (request.classWeights() != null) {
            problems.add(learns + ": there are no classes to weigh", "parameter classWeights", "Leave it out.");
        }
        if (request.weightColumn() != null && anomaly) {
            problems.add(
                    "Trainer anomaly does not weigh rows",
                    "parameter weightColumn",
                    "Leave it out, or put it into ignore.");
        }
        if (!(request.increasing().isEmpty() && request.decreasing().isEmpty())) {
            problems.add(
                    learns + ": nothing rises or falls with a feature",
                    "parameter " + (request.increasing().isEmpty() ? "decreasing" : "increasing"),
                    "Leave it out.");
        }
    }
}
