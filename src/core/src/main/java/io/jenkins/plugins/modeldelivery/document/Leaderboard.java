package io.jenkins.plugins.modeldelivery.document;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a search over trainers and their parameters tried, the best first.
 *
 * @param metric that decides, one of {@link io.jenkins.plugins.modeldelivery.gate.Metric}
 * @param folds how each trial was measured, in words: {@code 5 random folds, the same share of every class}
 * @param asked how many trials were asked for, beside the dummy
 * @param minutes within which the search had to end; null: no limit
 * @param seconds that it took
 * @param outOfTime whether it ended before all trials were made, so that another run may find something else
 * @param trials the best first; those that were stopped early come after all that were not
 */
public record Leaderboard(
        String metric, String folds, int asked, Double minutes, double seconds, boolean outOfTime, List<Trial> trials) {
    public Leaderboard {
        trials = List.copyOf(trials);
    }

    /**
     * One trainer with one set of parameters.
     *
     * @param number in the order in which they were tried; 0 is the dummy
     * @param trainer its name
     * @param parameters all of them; the rounds of a trial that stopped early are those of the final model
     * @param score mean of the metric over the folds; null where none was finished, or where it had no value
     * @param deviation standard deviation over the folds; null below two
     * @param folds that were finished
     * @param seconds it took
     * @param note why it is not the winner although it was not measured to the end; null otherwise
     */
    public record Trial(
            int number,
            String trainer,
            Map<String, Object> parameters,
            Double score,
            Double deviation,
            int folds,
            double seconds,
            String note) {
        public Trial {
            parameters = parameters == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
        }
    }
}
