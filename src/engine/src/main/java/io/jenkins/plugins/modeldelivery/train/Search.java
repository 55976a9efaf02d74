package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.Parameter;
import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Leaderboard;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.evaluate.Evaluator;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks for the trainer and the parameters that do best in cross-validation. A trial that is worse than the leader on each of
 * its first folds is not carried on (racing: Maron and Moore, 1994). With a limit of time the search leaves room to train the
 * winner on all rows: it ends before the limit, not at it.
 */
final class Search {

    /** Folds after which a trial may be given up. */
    private static final int FEWEST_FOLDS = 2;

    /** The final training is given this many times what a fold took, for its rows. */
    private static final double MARGIN = 1.5;

    private static final long SPARE_NANOS = 300_000_000L;

    /** Values of the training rows below which folds are measured side by side; boosting then has one thread for each anyway. */
    private static final long SMALL = 500_000;

    private final Material material;
    private final Settings settings;
    private final Deadline deadline;
    private final Progress progress;
    private final Folds folds;
    private final boolean small;
    private final List<Trial> trials = new ArrayList<>();
    private Trial leader;
    private boolean outOfTime;

    /**
     * How to search.
     *
     * @param trials beside the dummy
     * @param minutes the limit; null: none
     * @param metric that decides
     * @param folds at least 2
     * @param able trainers to try
     */
    record Settings(
            int trials, Double minutes, Metric metric, int folds, List<Algorithm> able, long seed, int threads) {}

    /**
     * What came of it.
     *
     * @param parameters of the winner, as it is to be trained on all rows
     */
    record Outcome(Algorithm algorithm, Map<String, Object> parameters, Leaderboard leaderboard) {}

    /** A trial under way and after. */
    private static final class Trial {
        private final int number;
        private final Candidates.Candidate candidate;
        private final List<Double> scores = new ArrayList<>();
        private final List<Integer> rounds = new ArrayList<>();
        private long longest;
        private long nanos;
        private boolean behind;
        private String note;

        Trial(int number, Candidates.Candidate candidate) {
            this.number = number;
            this.candidate = candidate;
        }

        double mean() {
            return scores.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }

        Double deviation() {
            double mean = mean();
            return scores.size() < 2
                    ? null
                    : Math.sqrt(scores.stream()
                                    .mapToDouble(s -> (s - mean) * (s - mean))
                                    .sum()
                            / (scores.size() - 1));
        }

        /** As the final model would be trained: the rounds that were best are known now. */
        Map<String, Object> parameters() {
            if (rounds.isEmpty()) {
                return candidate.parameters();
            }
            Map<String, Object> known = new TreeMap<>(candidate.parameters());
            known.put("rounds", (int) Math.max(
                    1,
                    Math.round(rounds.stream()
                            .mapToInt(Integer::intValue)
                            .average()
                            .orElseThrow())));
            known.put("earlyStopping", 0);
            return known;
        }

        /** Those that are not the trainer's defaults, as a Jenkinsfile would write them. */
        String words() {
            Map<String, Object> all = parameters();
            return candidate.algorithm().info().name()
                    + candidate.algorithm().info().parameters().stream()
                            .filter(p -> !p.defaultValue().equals(all.get(p.name())))
                            .map(Parameter::name)
                            .map(name -> name + ": " + all.get(name))
                            .collect(Collectors.joining(", ", "(", ")"));
        }
    }

    private Search(Material material, Settings settings, Deadline deadline, Progress progress) {
        this.material = material;
        this.settings = settings;
        this.deadline = deadline;
        this.progress = progress;
        material.planSearch();
        this.folds = Folds.of(material.examples(false), settings.folds(), settings.seed());
        this.small = settings.threads() > 1
                && (long) material.train().rows() * material.features().size() < SMALL;
    }

    /**
     * Searches.
     *
     * @param deadline by which the winner must be trained as well
     * @throws InputException when not even one trainer was measured in time
     */
    static Outcome run(Material material, Settings settings, Deadline deadline, Progress progress) {
        return new Search(material, settings, deadline, progress).run();
    }

    /** The metric that decides where none is named. */
    static Metric usual(Task task) {
        return switch (task) {
            case BINARY -> Metric.AUC;
            case MULTICLASS -> Metric.LOG_LOSS;
            case REGRESSION -> Metric.RMSE;
            case CLUSTERING -> Metric.SILHOUETTE;
            case ANOMALY -> Metric.AUC;
        };
    }

    private Outcome run() {
        long started = System.nanoTime();
        Candidates candidates = new Candidates(settings.able(), settings.seed());
        progress.line("  searching by " + settings.metric().id() + " over " + folds.words() + ": " + settings.trials()
                + " trials"
                + (settings.minutes() == null
                        ? ""
                        : ", at most " + settings.minutes() + " minutes with the final training"));
        try (Progress.Step step = progress.step("Searching", settings.trials(), "trials")) {
            Dummy dummy = new Dummy();
            attempt(new Trial(0, new Candidates.Candidate(dummy, Map.of())));
            for (int number = 1; number <= settings.trials() && !outOfTime; number++) {
                attempt(new Trial(number, candidates.of(number)));
                step.done(number, leader == null ? null : "best " + figure(leader) + ", " + name(leader));
            }
        }
        boolean measured = trials.stream().anyMatch(t -> t.number > 0 && (t.note == null || t.behind));
        if (!measured || leader == null) {
            throw new InputException(
                    "No trainer could be measured"
                            + (settings.minutes() == null
                                    ? " by " + settings.metric().id()
                                    : " within " + settings.minutes() + " minutes"),
                    "parameter trainer",
                    settings.minutes() == null ? "Choose another metric." : "Give more minutes, or fewer folds.");
        }
        return new Outcome(
                leader.candidate.algorithm(), leader.parameters(), leaderboard((System.nanoTime() - started) / 1e9));
    }

    private void attempt(Trial trial) {
        trials.add(trial);
        long started = System.nanoTime();
        // The winner so far must still find its time when this trial was in vain.
        Deadline mine = deadline.earlier(leader == null ? 0 : reserve(leader));
        try {
            int all = folds.splits().size();
            for (int from = 0; from < all && trial.note == null; ) {
                // Of small data folds are quicker side by side than one after the other on all threads.
                int to = !small ? from + 1 : from < FEWEST_FOLDS ? Math.min(FEWEST_FOLDS, all) : all;
                measure(trial, from, to, mine);
                from = to;
            }
            if (trial.note == null && deadline.left() < reserve(trial)) {
                trial.note = "no time left to train it on all rows";
                outOfTime = true;
            }
        } catch (Deadline.Missed e) {
            trial.note = "out of time";
            outOfTime = true;
        }
        trial.nanos = System.nanoTime() - started;
        boolean leads = trial.note == null && (leader == null || better(trial.mean(), leader.mean()));
        leader = leads ? trial : leader;
        tell(trial, leads);
    }

    /**
     * Some folds, side by side if they are several: in whatever order they end, they are told in their own, so that the search does
     * not depend on the threads.
     */
    private void measure(Trial trial, int from, int to, Deadline mine) {
        int count = to - from;
        Measured[] found = new Measured[count];
        // Made by the first that asks, which no two may be.
        material.examples(trial.candidate.algorithm().scaled());
        int threads = Math.max(1, settings.threads() / count);
        Parallel.run(Math.min(settings.threads(), count), count, i -> {
            long before = System.nanoTime();
            mine.check(trial.longest);
            found[i] = score(trial.candidate, folds.splits().get(from + i), mine, threads, before);
        });
        for (int i = 0; i < count && trial.note == null; i++) {
            trial.longest = Math.max(trial.longest, found[i].nanos);
            if (found[i].rounds > 0) {
                trial.rounds.add(found[i].rounds);
            }
            if (Double.isNaN(found[i].score)) {
                trial.note = settings.metric().id() + " has no value on fold " + (from + i + 1);
            } else {
                trial.scores.add(found[i].score);
                race(trial);
            }
        }
    }

    /**
     * What one fold told.
     *
     * @param rounds where boosting stopped early; 0 where it did not
     */
    private record Measured(double score, int rounds, long nanos) {}

    private void race(Trial trial) {
        int done = trial.scores.size();
        if (leader == null || done < FEWEST_FOLDS || done == folds.splits().size()) {
            return;
        }
        for (int f = 0; f < done; f++) {
            if (!better(leader.scores.get(f), trial.scores.get(f))) {
                return;
            }
        }
        trial.behind = true;
        trial.note = "behind the leader on each of " + done + " folds";
    }

    private Measured score(Candidates.Candidate candidate, Split split, Deadline mine, int threads, long started) {
        Algorithm algorithm = candidate.algorithm();
        Algorithm.Examples all = material.examples(algorithm.scaled());
        Algorithm.Settings how = new Algorithm.Settings(candidate.parameters(), settings.seed(), threads, mine, true);
        Algorithm.Fitted fitted = algorithm.fit(all.subset(split.train()), how, Progress.SILENT);
        try (Scorer scorer = fitted.scorer()) {
            double[] values = scorer.predict(all.rows().subset(split.test()), threads);
            Column truth = material.truth().rows(split.test());
            double score = Evaluator.evaluate(new Predictions(material.task(), material.classes(), values), truth)
                    .metrics()
                    .getOrDefault(settings.metric().id(), Double.NaN);
            return new Measured(score, fitted.stop() == null ? 0 : fitted.stop().rounds(), System.nanoTime() - started);
        }
    }

    /** Time to keep for training it on all rows, predicting and measuring. */
    private long reserve(Trial trial) {
        int smallest =
                folds.splits().stream().mapToInt(s -> s.train().length).min().orElseThrow();
        double times = MARGIN * material.train().rows() / Math.max(1, smallest);
        return (long) (times * trial.longest) + SPARE_NANOS;
    }

    private boolean better(double one, double other) {
        return settings.metric().higherIsBetter() ? one > other : one < other;
    }

    private void tell(Trial trial, boolean leads) {
        String which = trial.number == 0 ? "dummy" : "trial " + trial.number + " of " + settings.trials();
        String result = trial.scores.isEmpty() ? "" : ": " + figure(trial);
        String end = leads ? ", leads" : trial.note == null ? "" : ", " + trial.note;
        progress.line(
                String.format(Locale.ROOT, "  %s  %s%s, %.1f s%s", which, name(trial), result, trial.nanos / 1e9, end));
    }

    private static String name(Trial trial) {
        return trial.number == 0 ? "predicts the same for all" : trial.words();
    }

    private String figure(Trial trial) {
        Double deviation = trial.deviation();
        return settings.metric().id() + " " + Metric.format(trial.mean())
                + (deviation == null ? "" : " +- " + Metric.format(deviation));
    }

    private Leaderboard leaderboard(double seconds) {
        Comparator<Trial> byScore = (a, b) -> better(a.mean(), b.mean()) ? -1 : better(b.mean(), a.mean()) ? 1 : 0;
        List<Leaderboard.Trial> ordered = trials.stream()
                .sorted(Comparator.comparing((Trial t) -> t.note != null)
                        .thenComparing(t -> t.scores.isEmpty())
                        .thenComparing(byScore)
                        .thenComparingInt(t -> t.number))
                .map(t -> new Leaderboard.Trial(
                        t.number,
                        t.candidate.algorithm().info().name(),
                        t.parameters(),
                        t.scores.isEmpty() ? null : t.mean(),
                        t.deviation(),
                        t.scores.size(),
                        t.nanos / 1e9,
                        t.note))
                .toList();
        return new Leaderboard(
                settings.metric().id(),
                folds.words(),
                settings.trials(),
                settings.minutes(),
                seconds,
                outOfTime,
                ordered);
    }
}
