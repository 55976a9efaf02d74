package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a search tries: first each trainer with its defaults, then parameters drawn at random (Bergstra and Bengio, "Random search
 * for hyper-parameter optimization", 2012), more often of boosting, which has most to gain. The n-th depends on the seed and on n
 * alone.
 */
final class Candidates {

    /** Most rounds of boosting; early stopping finds how many of them are good. */
    private static final int ROUNDS = 1_000;

    private static final int PATIENCE = 20;

    private final List<Algorithm> able;
    private final long seed;

    /**
     * One to try.
     *
     * @param parameters all of the trainer's
     */
    record Candidate(Algorithm algorithm, Map<String, Object> parameters) {}

    /** @param able the trainers that can do the task and run here */
    Candidates(List<Algorithm> able, long seed) {
        this.able = List.copyOf(able);
        this.seed = seed;
    }

    /** @param number from 1 */
    Candidate of(int number) {
        if (number <= able.size()) {
            Algorithm algorithm = able.get(number - 1);
            return new Candidate(algorithm, defaults(algorithm));
        }
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        List<Algorithm> drawn = new ArrayList<>(able);
        able.stream()
                .filter(GradientBoosting.class::isInstance)
                .findFirst()
                .ifPresent(boosting -> drawn.addAll(List.of(boosting, boosting)));
        Algorithm algorithm = drawn.get(random.nextInt(drawn.size()));
        Map<String, Object> parameters = new HashMap<>(defaults(algorithm));
        if (algorithm.info().equals(Trainers.GRADIENT_BOOSTING)) {
            parameters.put("rounds", ROUNDS);
            parameters.put("earlyStopping", PATIENCE);
            parameters.put("learningRate", logarithmic(random, 0.02, 0.3));
            parameters.put("depth", 2 + random.nextInt(7));
            parameters.put("minChildWeight", logarithmic(random, 0.5, 30));
            parameters.put("subsample", round(random.nextDouble(0.6, 1)));
            parameters.put("columnSample", round(random.nextDouble(0.3, 1)));
            parameters.put("lambda", logarithmic(random, 0.1, 30));
        } else if (algorithm.info().equals(Trainers.RANDOM_FOREST)) {
            parameters.put("trees", 100 + 50 * random.nextInt(7));
            parameters.put("depth", 6 + random.nextInt(15));
            parameters.put("minChildWeight", logarithmic(random, 1, 20));
            parameters.put("subsample", round(random.nextDouble(0.4, 1)));
            parameters.put("columnSample", round(random.nextDouble(0.1, 1)));
        } else {
            parameters.put("l2", logarithmic(random, 0.01, 1_000));
            parameters.put("l1", random.nextInt(2) == 0 ? 0.0 : logarithmic(random, 0.01, 100));
        }
        return new Candidate(algorithm, Map.copyOf(parameters));
    }

    private static Map<String, Object> defaults(Algorithm algorithm) {
        return algorithm.info().complete(Map.of(), new ArrayList<>());
    }

    /** Between two numbers, each order of magnitude alike. */
    private static double logarithmic(SplittableRandom random, double low, double high) {
        return round(Math.exp(random.nextDouble(Math.log(low), Math.log(high))));
    }

    /** Three digits are all that matters, and all that anybody wants to read. */
    private static double round(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 2);
        return Double.parseDouble(String.format(java.util.Locale.ROOT, "%.3g", Math.rint(value / unit) * unit));
    }
}
