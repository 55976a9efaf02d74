package io.jenkins.plugins.modeldelivery.expect;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.RowStream;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Level;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.foreign.AnyModel;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.report.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a {@link DataCheckRequest}. */
public final class DataCheck {

    private static final double MILLIS = 1000.0;

    private final DataCheckRequest request;
    private final Expectations expectations;
    private final Instant now;
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
    private RowRules whole;

    private DataCheck(DataCheckRequest request, Instant now) {
        this.request = request;
        this.expectations =
                request.expectations() == null ? new Expectations(null, null, null) : request.expectations();
        this.now = now;
    }

    /**
     * Checks the request's data, and nothing else; what is to be done then is the caller's. Writes a report into the request's
     * out directory.
     *
     * @param report file name of the report
     * @throws InputException if the data cannot be read at all, or an expectation makes no sense
     */
    public static DataCheckResult run(DataCheckRequest request, String report, Progress progress) throws IOException {
        DataCheckResult bare = check(request, Instant.now(), progress);
        return bare.with(Reports.write(bare, Path.of(request.out()), report));
    }

    /** As {@link #run}, without a report, at a time of one's own: freshness is measured against it. */
    static DataCheckResult check(DataCheckRequest request, Instant now, Progress progress) throws IOException {
        Instant started = Instant.now();
        DataCheck check = new DataCheck(request, now);
        check.refuseNonsense();
        Source source = check.source();
        Inference inferred = Inference.of(check.expectations.inferred(), source.reading(), progress);
        DataFacts data = check.read(source, inferred, progress);
        return check.result(
                new Result.Run(
                        EngineVersion.current(),
                        started,
                        Duration.between(started, Instant.now()).toMillis() / MILLIS),
                inferred,
                data);
    }

    private void refuseNonsense() {
        Problems problems = new Problems();
        if (request.data() == null || request.data().isBlank()) {
            problems.add("No data is given", "data", "Name the file to check");
        }
        if (expectations.none()) {
            problems.add(
                    "Nothing is expected of the data", "expect", "Expect something, as column(name: 'age', min: 0)");
        }
        expectations.check(problems);
        problems.refuse();
    }

    /** The data, read as what comes after the check reads it. */
    private Source source() throws IOException {
        if (request.then() instanceof ValidateRequest validate && validate.modelFile() != null) {
            try (LoadedModel model = AnyModel.load(Path.of(validate.modelFile()))) {
                return model.source(request.data(), validate.reading());
            }
        }
        Expectations.Inferred inferred = expectations.inferred();
        if (request.then() == null && inferred != null && inferred.modelFile() != null) {
            try (TrainedModel model = TrainedModel.load(Path.of(inferred.modelFile()))) {
                return model.source(request.data(), request.reading());
            }
        }
        Source source = Source.of(request.data()).as(said());
        Problems problems = new Problems();
        source.reading().check(problems);
        problems.refuse();
        source.reading().checkColumns(DataReader.columnNames(source), problems);
        problems.refuse();
        return source;
    }

    /** What is said about how to read data that no model is there for; null: nothing. */
    private Reading said() {
        if (request.then() instanceof TrainRequest train) {
            return train.reading();
        }
        return request.then() instanceof ValidateRequest validate ? validate.reading() : request.reading();
    }

    private DataFacts read(Source source, Inference inferred, Progress progress) throws IOException {
        List<String> names = DataReader.columnNames(source);
        columns(names, inferred, source.reading());
        List<Signature.Field> fields = names.stream()
                .filter(name -> rules.containsKey(name) || whole.needsAllColumns())
                .map(name -> new Signature.Field(name, Signature.Type.CATEGORICAL, null, null, null, 0))
                .toList();
        try (RowRules all = whole) {
            List<DataFacts> facts = new ArrayList<>();
            // Each by itself: their columns may be in another order.
            for (Path file : source.files()) {
                try (RowStream rows = RowStream.open(one(file, source), fields, "Checking", progress)) {
                    while (rows.next()) {
                        see(rows);
                    }
                    facts.add(rows.facts());
                }
            }
            for (List<Rule> ofColumn : rules.values()) {
                for (Rule rule : ofColumn) {
                    checks.add(rule.judge());
                }
            }
            checks.addAll(all.judge());
            return RowStream.facts(source, facts);
        } finally {
            for (List<Rule> ofColumn : rules.values()) {
                for (Rule rule : ofColumn) {
                    rule.close();
                }
            }
        }
    }

    private static Source one(Path file, Source of) {
        return new Source(file.toString(), List.of(file), of.reading());
    }

    private void see(RowStream rows) throws IOException {
        String file = rows.rows().facts().path();
        List<Cells> all = new ArrayList<>();
        List<Column> columns = new ArrayList<>(rows.rows().columns());
        columns.sort(Comparator.comparing(Column::name));
        for (Column column : columns) {
            Cells cells = new Cells(file, (Column.Categorical) column, rows::lineOf, rows.datePattern(column.name()));
            all.add(cells);
            for (Rule rule : rules.getOrDefault(column.name(), List.of())) {
                rule.see(cells);
            }
        }
        whole.see(all, (int) rows.rows().facts().rows(), rows::lineOf, file);
    }

    /** Judges which columns there are, and sets up the rules of those. */
    private void columns(List<String> names, Inference inferred, Reading reading) {
        Presence presence = new Presence(names);
        Set<String> listed = new HashSet<>();
        Map<String, Expectation> written = new LinkedHashMap<>();
        for (Expectation e : expectations.columns()) {
            listed.add(e.column());
            written.put(e.column(), e);
            checks.add(presence.of(e, false));
            if (names.contains(e.column()) && !e.absent()) {
                rules.put(e.column(), new ArrayList<>(ValueRules.of(e, false, now, reading, kind -> true)));
            }
        }
        for (Expectation e : inferred.columns()) {
            listed.add(e.column());
            Expectation own = written.get(e.column());
            boolean there = names.contains(e.column());
            if (own == null && (there || !e.column().equals(inferred.optional()))) {
                checks.add(presence.of(e, true));
            }
            if (there && (own == null || !own.absent())) {
                infer(e, own, reading);
            }
        }
        whole = new RowRules(expectations.rows());
        if (expectations.rows() != null && expectations.rows().listedOnly()) {
            checks.add(presence.only(listed, expectations.rows().level()));
        }
    }

    /** What is read off the profile, as far as nothing is written about it. */
    private void infer(Expectation e, Expectation own, Reading reading) {
        List<Rule> ofColumn = rules.computeIfAbsent(e.column(), n -> new ArrayList<>());
        Set<String> taken = new HashSet<>();
        ofColumn.forEach(rule -> taken.add(rule.kind()));
        boolean differently = own != null && own.readableAs() != null && own.readableAs() != e.type();
        Expectation kept = own != null && own.sensitive() ? Presence.sensitive(e) : e;
        ofColumn.addAll(ValueRules.of(
                kept,
                true,
                now,
                reading,
                kind -> !taken.contains(kind) && !(differently && (kind.equals("type") || kind.equals("range")))));
    }

    private DataCheckResult result(Result.Run run, Inference inferred, DataFacts data) {
        List<Check> sorted = new ArrayList<>(checks);
        sorted.sort(Comparator.comparing((Check c) -> c.passed()).thenComparing(Check::level));
        List<Check> failed = sorted.stream().filter(c -> !c.passed()).toList();
        Level level = failed.isEmpty()
                ? Level.OK
                : failed.get(0).level() == Gate.Level.FAILURE ? Level.FAILURE : Level.UNSTABLE;
        int n = sorted.size();
        String summary = failed.isEmpty()
                ? "All " + n + " expectations are fulfilled"
                : failed.size() + " of " + n + (n == 1 ? " expectation is" : " expectations are") + " not fulfilled: "
                        + failed.get(0).sentence()
                        + (failed.size() == 1 ? "" : "; and " + (failed.size() - 1) + " more");
        return new DataCheckResult(run, request.model(), inferred.version(), data, level, summary, sorted, null);
    }
}
