package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Expectations;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is expected of the data. */
final class ExpectOptions {

    @Option(
            names = "--expect",
            paramLabel = "COLUMN[:RULE]",
            description = {
                "What is expected of a column of the data; repeatable. RULE has type=numeric, min=0, max=120, missing=0.02,"
                        + " values=A|B, unique, increasing, freshness='2 days', absent, tolerance=0.01, sensitive and"
                        + " level=unstable, separated by commas."
            })
    private List<String> columns = new ArrayList<>();

    @Option(names = "--min-rows", paramLabel = "NUMBER", description = "Rows that the data has at least.")
    private Long minRows;

    @Option(names = "--max-rows", paramLabel = "NUMBER", description = "Rows that the data has at most.")
    private Long maxRows;

    @Option(
            names = "--duplicates",
            paramLabel = "SHARE",
            description = "Largest share of the rows that equal an earlier one.")
    private Double duplicates;

    @Option(names = "--listed-only", description = "The data has no other columns than those expected.")
    private boolean listedOnly;

    @Option(
            names = "--like",
            paramLabel = "FILE",
            description = "Data, or a profile, from which more expectations are read off: types, ranges, categories,"
                    + " missing values.")
    private String like;

    @Option(
            names = "--slack",
            paramLabel = "NUMBER",
            description = "How much more is allowed than the example has. Default: 0.1")
    private Double slack;

    /** The expectations; those of a version's training data are added by its model file. */
    Expectations read(String modelFile, Integer version) {
        Expectations.Rows rows = minRows == null && maxRows == null && duplicates == null && !listedOnly
                ? null
                : new Expectations.Rows(minRows, maxRows, duplicates, listedOnly, null);
        Expectations.Inferred inferred = like == null && modelFile == null
                ? null
                : new Expectations.Inferred(like, modelFile, version, slack, null);
        return new Expectations(columns.stream().map(ExpectSyntax::parse).toList(), rows, inferred);
    }
}
