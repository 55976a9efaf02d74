package io.jenkins.plugins.modeldelivery.testreport;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Columns that may have drifted as tests. */
final class ColumnCases {

    /** Kind of a finding on a column that a rule leaves out. */
    private static final String IGNORED = "ignored";

    private ColumnCases() {}

    /** The verdict on the whole. */
    static TestCase dataSet(String className, DriftResult result, Level counts, String summary) {
        String name = "data set";
        String details = lines(result.findings().stream()
                .filter(f -> f.column() == null)
                .map(ColumnCases::line)
                .toList());
        return switch (counts) {
            case OK, WARNING -> TestCase.passed(className, name, join(summary, details));
            case DRIFT -> TestCase.failed(className, name, "drift", summary, details);
            case INSUFFICIENT_DATA -> TestCase.failed(className, name, "insufficient data", summary, details);
        };
    }

    /** One test a column that was compared or has a finding, in the order of their names: it does not change. */
    static List<TestCase> of(String className, DriftResult result) {
        Map<String, List<Finding>> findings = result.findings().stream()
                .filter(f -> f.column() != null)
                .collect(Collectors.groupingBy(Finding::column, LinkedHashMap::new, Collectors.toList()));
        // Several comparisons may bear one name: a feature may be called "prediction".
        TreeMap<String, List<Column>> columns = result.columns().stream()
                .collect(Collectors.groupingBy(Column::name, TreeMap::new, Collectors.toList()));
        findings.keySet().forEach(name -> columns.putIfAbsent(name, List.of()));
        List<TestCase> cases = new ArrayList<>();
        columns.forEach((name, compared) -> {
            List<Finding> own = findings.getOrDefault(name, List.of());
            if (compared.isEmpty()) {
                cases.add(of(className, name, null, own));
            }
            for (int i = 0; i < compared.size(); i++) {
                cases.add(of(className, name, compared.get(i), i == 0 ? own : List.of()));
            }
        });
        return cases;
    }

    private static TestCase of(String className, String name, Column column, List<Finding> findings) {
        List<Finding> bad =
                findings.stream().filter(f -> f.level() == Level.DRIFT).toList();
        boolean drifts = column != null && column.level() == Level.DRIFT;
        List<String> details = new ArrayList<>();
        if (column != null) {
            details.add(measured(column));
        }
        findings.forEach(f -> details.add(line(f)));
        if (drifts || !bad.isEmpty()) {
            String message = drifts ? moved(column, "drifts") : bad.get(0).message();
            return TestCase.failed(
                    className, name, drifts ? "drift" : bad.get(0).kind(), message, lines(details));
        }
        if (column == null && findings.stream().allMatch(f -> f.kind().equals(IGNORED))) {
            return TestCase.skipped(className, name, findings.get(0).message());
        }
        if (column != null && column.level() == Level.INSUFFICIENT_DATA) {
            return TestCase.skipped(className, name, "Too few rows to tell drift from chance");
        }
        if (column != null && column.level() == Level.WARNING) {
            details.add(0, "WARNING: " + moved(column, "has moved"));
        }
        return TestCase.passed(className, name, lines(details));
    }

    private static String moved(Column column, String verb) {
        return column.name() + " " + verb + (column.moved() == null ? "" : ": " + column.moved());
    }

    private static String measured(Column column) {
        return DriftRequest.Limits.words(column.statistic()) + " " + number(column.distance()) + " (warning from "
                + number(column.warning()) + ", drift from " + number(column.drift()) + "); p "
                + number(column.adjusted()) + " after correction";
    }

    /** Three significant digits. */
    private static String number(double value) {
        return Double.isFinite(value)
                ? String.valueOf(new BigDecimal(value).round(new MathContext(3)).doubleValue())
                : String.valueOf(value);
    }

    private static String line(Finding finding) {
        return (finding.level() == Level.WARNING ? "WARNING: " : "") + finding.message();
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? null : String.join("\n", lines);
    }

    private static String join(String first, String more) {
        return more == null ? first : first + "\n" + more;
    }
}
