package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How data files are read; for a version that exists everything that is not given is as in its training. */
final class ReadingOption {

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description =
                    "Between the cells of CSV: a character, or comma, semicolon, tab, pipe, space. Default: detected.")
    private String separator;

    @Option(
            names = "--missing",
            split = ",",
            paramLabel = "WORD",
            description =
                    "Cells that have no value, instead of NA, NaN, null and their like; the empty cell never has one.")
    private List<String> missing;

    @Option(
            names = "--types",
            paramLabel = "COLUMN=TYPE",
            description =
                    "number, category, text (not learned from), date, or a date's pattern: 'day=date dd.MM.yyyy'; repeatable.")
    private Map<String, String> types = new LinkedHashMap<>();

    @Option(
            names = "--categories",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that are categories though they look like numbers.")
    private List<String> categories = new ArrayList<>();

    /** What is said; null: nothing. */
    Reading reading() {
        Reading reading = new Reading(separator, missing, types, categories);
        return reading.detected() ? null : reading;
    }
}
