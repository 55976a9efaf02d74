package io.jenkins.plugins.modeldelivery.document;

import java.util.List;
import java.util.Locale;

/**
 * What became of the expectations of a data set.
 *
 * @param run facts about the engine run
 * @param model full name of the model that the data is for; may be null
 * @param version number of the version whose training data was the example; null: none was
 * @param data what was checked
 * @param level the verdict on the data set
 * @param summary the verdict as one sentence
 * @param checks one entry an expectation, those that failed first
 * @param report the HTML report
 */
public record DataCheckResult(
        Run run,
        String model,
        Integer version,
        DataFacts data,
        Level level,
        String summary,
        List<Check> checks,
        Artifact report)
        implements Result {

    /** Name of the document that a training or validation leaves beside its result when its data was checked. */
    public static final String BESIDE = "data-check.json";

    /** Name of the report that goes with it. */
    public static final String REPORT_BESIDE = "data-check.html";

    public DataCheckResult {
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** The same with its report. */
    public DataCheckResult with(Artifact written) {
        return new DataCheckResult(run, model, version, data, level, summary, checks, written);
    }

    /** The expectations that failed, in words. */
    public List<String> failures() {
        return checks.stream().filter(c -> !c.passed()).map(Check::sentence).toList();
    }

    /** How bad it is: the worst that a failed expectation does to a build. */
    public enum Level {
        OK,
        UNSTABLE,
        FAILURE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One expectation.
     *
     * @param kind {@code present}, {@code absent}, {@code type}, {@code range}, {@code values}, {@code missing}, {@code
     *     unique}, {@code increasing}, {@code freshness}, {@code rows}, {@code duplicates} or {@code columns}
     * @param column its column; null for the whole data set
     * @param level what it does to a build when it fails
     * @param passed whether it is fulfilled
     * @param inferred whether it was read off a profile
     * @param expected what was expected, in a few words
     * @param measured what there is, in a few words
     * @param failing rows that break it; null where it is not about single rows
     * @param rows that it is about: those that have a value; null where it is not about single rows
     * @param sentence what was found, with the numbers
     * @param sample the first rows that break it, a few
     */
    public record Check(
            String kind,
            String column,
            Gate.Level level,
            boolean passed,
            boolean inferred,
            String expected,
            String measured,
            Long failing,
            Long rows,
            String sentence,
            List<Row> sample) {
        public Check {
            sample = sample == null ? List.of() : List.copyOf(sample);
        }
    }

    /**
     * A row that breaks an expectation.
     *
     * @param file that it is in
     * @param line where it begins, counted from 1
     * @param value the cell; null where there is none, or where the column is sensitive
     */
    public record Row(String file, long line, String value) {}
}
