package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.util.List;

/** Which way predictions may go with a feature: what experts know and an auditor asks for. */
final class Directions {

    private Directions() {}

    /** Shape [columns]; 1: predictions may only rise with it, -1: only fall, 0: either. */
    static int[] of(TrainRequest request, Preprocessing preprocessing, Task task) {
        int[] directions = new int[preprocessing.width()];
        if (task == Task.MULTICLASS
                && !(request.increasing().isEmpty() && request.decreasing().isEmpty())) {
            throw new InputException(
                    "Of three or more classes none is the one that could rise or fall with a feature",
                    "parameter " + (request.increasing().isEmpty() ? "decreasing" : "increasing"),
                    "Leave it out, or predict a number.");
        }
        set(directions, request.increasing(), 1, "increasing", preprocessing);
        set(directions, request.decreasing(), -1, "decreasing", preprocessing);
        return directions;
    }

    private static void set(
            int[] directions, List<String> names, int direction, String parameter, Preprocessing preprocessing) {
        int[] owners = preprocessing.owners();
        for (String name : names) {
            boolean found = false;
            for (int c = 0; c < directions.length; c++) {
                Preprocessing.Feature feature = preprocessing.features().get(owners[c]);
                if (feature.name().equals(name)) {
                    if (feature.values() != null) {
                        throw new InputException(
                                "Categories such as those of '" + name + "' have no order to rise or fall with",
                                "parameter " + parameter,
                                "Name numeric features only.");
                    }
                    directions[c] = direction;
                    found = true;
                }
            }
            if (!found) {
                throw new InputException(
                        "The model does not learn from '" + name + "'",
                        "parameter " + parameter,
                        "Name features that it learns from; the warnings say which columns were left out.");
            }
        }
    }
}
