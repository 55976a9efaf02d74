package io.jenkins.plugins.modeldelivery.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Level;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.testreport.JUnitXml;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static final String PEOPLE =
            """
            id,age,state,date,note
            1,30,NY,2026-03-01,"two
            lines"
            2,130,CA,2026-03-02,
            2,abc,TX,2026-03-01,x

            4,,NY,2026-03-04,x
            """;

    @TempDir
    Path dir;

    private DataCheckResult check(String csv, Expectations.Rows rows, Expectation... columns) throws IOException {
        return check(csv, new Expectations(List.of(columns), rows, null));
    }

    private DataCheckResult check(String csv, Expectations expectations) throws IOException {
        Path file = Files.writeString(dir.resolve("people.csv"), csv);
        return DataCheck.check(
                new DataCheckRequest("people", dir.toString(), file.toString(), expectations), NOW, Progress.SILENT);
    }

    private static Check one(DataCheckResult result, String column, String kind) {
        return result.checks().stream()
                .filter(c -> kind.equals(c.kind()) && java.util.Objects.equals(column, c.column()))
                .reduce((a, b) -> {
                    throw new AssertionError("twice: " + a + b);
                })
                .orElseThrow(() -> new AssertionError("no " + kind + " of " + column + " in " + result.checks()));
    }

    private static List<Long> lines(Check check) {
        return check.sample().stream().map(DataCheckResult.Row::line).toList();
    }

    /** {@code with} in the order of the record. */
    private static Expectation age(Double min, Double max, Double missing, Double tolerance, boolean sensitive) {
        return new Expectation(
                "age", null, min, max, missing, null, false, false, null, false, tolerance, sensitive, null);
    }

    private static Expectation flags(String column, boolean unique, boolean increasing, String freshness) {
        return new Expectation(
                column, null, null, null, null, null, unique, increasing, freshness, false, null, false, null);
    }

    @Test
    void boundsTypeAndMissingValuesAreCountedWithTheirLines() throws IOException {
        DataCheckResult result = check(PEOPLE, null, age(0.0, 120.0, 0.1, null, false));
        assertThat(result.level()).isEqualTo(Level.FAILURE);
        Check range = one(result, "age", "range");
        // 30 and 130 are numbers; lines count the line end within quotes and the blank line.
        assertThat(range.rows()).isEqualTo(2);
        assertThat(range.failing()).isEqualTo(1);
        assertThat(lines(range)).containsExactly(4L);
        assertThat(range.sample().get(0).value()).isEqualTo("130");
        assertThat(range.sentence())
                .isEqualTo(
                        "age: 1 of 2 rows (50 %) is outside of 0 to 120 (there are 30 to 130); line 4, for example '130'");
        Check type = one(result, "age", "type");
        assertThat(type.failing()).isEqualTo(1);
        assertThat(lines(type)).containsExactly(5L);
        Check missing = one(result, "age", "missing");
        assertThat(missing.sentence()).isEqualTo("age: 1 of 4 rows (25 %) has no value, 10 % may; line 7");
        assertThat(result.summary()).startsWith("3 of 4 expectations are not fulfilled: age: ");
    }

    @Test
    void aToleranceLetsSomeRowsThrough() throws IOException {
        assertThat(check(PEOPLE, null, age(0.0, 120.0, null, 0.5, false)).level())
                .isEqualTo(Level.OK);
        assertThat(check(PEOPLE, null, age(0.0, 120.0, null, 0.3, false)).level())
                .isEqualTo(Level.FAILURE);
    }

    @Test
    void whatIsFulfilledIsSaidToo() throws IOException {
        DataCheckResult result = check(PEOPLE, new Expectations.Rows(4L, 4L, 0.0, false, null), Expectation.of("id"));
        assertThat(result.level()).isEqualTo(Level.OK);
        assertThat(result.summary()).isEqualTo("All 3 expectations are fulfilled");
        assertThat(result.failures()).isEmpty();
        assertThat(result.data().rows()).isEqualTo(4);
    }

    @Test
    void valuesUniqueIncreasingAndFreshness() throws IOException {
        Expectation state = new Expectation(
                "state", null, null, null, null, List.of("NY", "CA"), false, false, null, false, null, false, null);
        DataCheckResult result =
                check(PEOPLE, null, state, flags("id", true, false, null), flags("date", false, true, "2 days"));
        assertThat(one(result, "state", "values").sentence())
                .isEqualTo("state: 1 of 4 rows (25 %) is not one of NY, CA; line 5, for example 'TX'");
        assertThat(lines(one(result, "id", "unique"))).containsExactly(5L);
        assertThat(one(result, "date", "increasing").sample().get(0).value()).isEqualTo("2026-03-01");
        assertThat(one(result, "date", "freshness").sentence())
                .isEqualTo("date: the newest date, 2026-03-04, is 6 days old; at most 2 days is expected");
        assertThat(one(check(PEOPLE, null, flags("date", false, false, "1 week")), "date", "freshness")
                        .passed())
                .isTrue();
    }

    @Test
    void withoutADateNothingIsFresh() throws IOException {
        DataCheckResult result = check("date,x\n,1\n", null, flags("date", false, false, "2 days"));
        assertThat(one(result, "date", "freshness").passed()).isFalse();
        assertThat(one(result, "date", "type").passed()).isTrue();
    }

    @Test
    void numbersIncreaseByTheirSizeNotTheirLetters() throws IOException {
        assertThat(check("n,x\n9,1\n10,1\n10,1\n", null, flags("n", false, true, null))
                        .level())
                .isEqualTo(Level.OK);
        assertThat(lines(one(check("n,x\n9,1\n10,1\n2,1\n", null, flags("n", false, true, null)), "n", "increasing")))
                .containsExactly(4L);
    }

    @Test
    void columnsThatAreMissingForbiddenOrNotListed() throws IOException {
        Expectation absent = new Expectation(
                "note", null, null, null, null, null, false, false, null, true, null, false, Gate.Level.UNSTABLE);
        DataCheckResult result = check(
                PEOPLE,
                new Expectations.Rows(10L, null, null, true, Gate.Level.UNSTABLE),
                absent,
                Expectation.of("stat"),
                Expectation.of("id"));
        assertThat(one(result, "stat", "present").sentence())
                .isEqualTo("There is no column stat; did you mean 'state'?");
        assertThat(one(result, "note", "absent").passed()).isFalse();
        assertThat(one(result, null, "columns").sentence()).isEqualTo("3 columns are not expected: age, state, date");
        assertThat(one(result, null, "rows").sentence()).isEqualTo("The data has 4 rows; at least 10 are expected");
        // Failures before warnings, and both before what holds.
        assertThat(result.checks().get(0).level()).isEqualTo(Gate.Level.FAILURE);
        assertThat(result.level()).isEqualTo(Level.FAILURE);
        assertThat(check(PEOPLE, null, absent).level()).isEqualTo(Level.UNSTABLE);
    }

    @Test
    void duplicatesAreRowsThatEqualAnEarlierOneInEveryColumn() throws IOException {
        DataCheckResult result =
                check("a,b\n1,x\n1,y\n1,x\n,x\n,x\n", new Expectations.Rows(null, null, 0.1, false, null));
        Check duplicates = one(result, null, "duplicates");
        assertThat(duplicates.failing()).isEqualTo(2);
        assertThat(lines(duplicates)).containsExactly(4L, 6L);
        assertThat(duplicates.sentence())
                .isEqualTo("2 of 5 rows (40 %) equal an earlier one, 10 % may; the first in line 4 of people.csv");
    }

    @Test
    void theValuesOfASensitiveColumnAreNowhere() throws IOException {
        String csv = "id,ssn\n1,secretA\n2,secretA\n3,987654\n";
        Expectation ssn = new Expectation(
                "ssn", Type.NUMERIC, 0.0, 10.0, null, List.of("allowedB"), true, true, null, false, null, true, null);
        Path file = Files.writeString(dir.resolve("people.csv"), csv);
        DataCheckResult result = DataCheck.run(
                new DataCheckRequest(
                        "people", dir.toString(), file.toString(), new Expectations(List.of(ssn), null, null)),
                "report.html",
                Progress.SILENT);
        assertThat(result.level()).isEqualTo(Level.FAILURE);
        assertThat(one(result, "ssn", "unique").failing()).isEqualTo(1);
        assertThat(lines(one(result, "ssn", "values"))).containsExactly(2L, 3L, 4L);
        assertThat(Json.pretty(result)).doesNotContain("secretA", "987654", "987,654", "allowedB");
        assertThat(JUnitXml.of(TestSuite.of(result))).doesNotContain("secretA", "987654", "987,654", "allowedB");
        assertThat(Files.readString(dir.resolve("report.html")))
                .contains("ssn")
                .doesNotContain("secretA", "987654", "987,654", "allowedB");
    }

    @Test
    void theReportShowsTheRowsAndEscapesThem() throws IOException {
        Path file = Files.writeString(dir.resolve("people.csv"), "x,y\n<script>,1\n");
        Expectation x = new Expectation(
                "x", Type.NUMERIC, null, null, null, null, false, false, null, false, null, false, null);
        DataCheckRequest request =
                new DataCheckRequest(null, dir.toString(), file.toString(), new Expectations(List.of(x), null, null));
        DataCheckResult result = DataCheck.run(request, "report.html", Progress.SILENT);
        String html = Files.readString(dir.resolve("report.html"));
        assertThat(html).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(result.report().bytes()).isEqualTo(Files.size(dir.resolve("report.html")));
        // The document that goes over the wire comes back as it was.
        assertThat(Json.parse(Json.line(result), Result.class, "result")).isEqualTo(result);
        assertThat(Json.parse(Json.line(request), io.jenkins.plugins.modeldelivery.document.Request.class, "request"))
                .isEqualTo(request);
    }

    @Test
    void expectationsAreInferredFromAnotherFile() throws IOException {
        StringBuilder csv = new StringBuilder("n,kind,free,date\n");
        for (int i = 0; i < 1000; i++) {
            csv.append(i % 101)
                    .append(',')
                    .append(i % 2 == 0 ? "a" : "b")
                    .append(",text")
                    .append(i)
                    .append(",2026-01-01\n");
        }
        Path like = Files.writeString(dir.resolve("like.csv"), csv);
        Expectations inferred =
                new Expectations(null, null, new Expectations.Inferred(like.toString(), null, null, null, null));
        assertThat(check(csv.toString(), inferred).level()).isEqualTo(Level.OK);

        String other = "n,kind,free\n" + "-1,a,x\n".repeat(10) + "111,c,y\n" + ",,\n".repeat(2);
        DataCheckResult result = check(other, inferred);
        // The range is 0..100, which may be a tenth wider, but not negative.
        assertThat(one(result, "n", "range").expected()).isEqualTo("0 to 110");
        assertThat(one(result, "n", "range").failing()).isEqualTo(11);
        assertThat(one(result, "kind", "values").failing()).isEqualTo(1);
        assertThat(one(result, "kind", "missing").passed()).isFalse();
        assertThat(one(result, "date", "present").passed()).isFalse();
        // Text that is new in every row says nothing about which values may come.
        assertThat(result.checks())
                .noneMatch(c -> "free".equals(c.column()) && c.kind().equals("values"));
        assertThat(result.checks()).allMatch(Check::inferred);

        // What is written wins: its range; the inferred categories stay.
        Expectations both = new Expectations(
                List.of(new Expectation(
                        "n", null, -5.0, 200.0, 1.0, null, false, false, null, false, null, false, null)),
                null,
                inferred.inferred());
        assertThat(one(check(other, both), "n", "range").passed()).isTrue();
        assertThat(one(check(other, both), "kind", "values").passed()).isFalse();
    }

    @Test
    void severalFilesAreOneDataSetAndLinesAreNamedWithTheirFile() throws IOException {
        Files.writeString(dir.resolve("a.csv"), "age,x\n1,1\n500,1\n");
        // In another order and with another separator, as training reads them, too; its last row is one of the other
        // file's.
        Files.writeString(dir.resolve("b.csv"), "x;age\n1;2\n1;600\n1;1\n");
        Expectations expectations = new Expectations(
                List.of(age(0.0, 120.0, null, null, false)), new Expectations.Rows(5L, 5L, 0.0, false, null), null);
        DataCheckResult result = DataCheck.check(
                new DataCheckRequest(null, dir.toString(), dir + "/?.csv", expectations), NOW, Progress.SILENT);
        assertThat(one(result, null, "rows").passed()).isTrue();
        assertThat(one(result, "age", "range").sentence()).contains("lines a.csv:3, b.csv:3");
        assertThat(one(result, null, "duplicates").sentence()).contains("1 of 5 rows", "line 4 of b.csv");
        assertThat(result.data().rows()).isEqualTo(5);
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> check("a\n1\n", new Expectations(null, null, null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Nothing is expected");
        assertThatThrownBy(() -> check(
                        "a\n1\n",
                        null,
                        age(5.0, 1.0, 2.0, null, false),
                        flags("date", false, false, "soon"),
                        Expectation.of("date")))
                .hasMessageContaining("min 5.0 is more than max 1.0")
                .hasMessageContaining("missing is 2.0")
                .hasMessageContaining("'soon' is no length of time")
                .hasMessageContaining("named twice");
    }

    @Test
    void aNumberOfRowsNeedsNoColumn() throws IOException {
        assertThat(check("a,b\n1,2\n", new Expectations.Rows(1L, 1L, null, false, null))
                        .level())
                .isEqualTo(Level.OK);
        assertThat(check("a,b\n1,2\n", new Expectations.Rows(2L, null, null, false, null))
                        .summary())
                .isEqualTo("1 of 1 expectation is not fulfilled: The data has 1 row; at least 2 are expected");
    }

    @Test
    void newlineDelimitedJsonIsCheckedToo() throws IOException {
        Path file = Files.writeString(
                dir.resolve("rows.ndjson"), "{\"age\":1,\"x\":\"a\"}\n{\"age\":500}\n{\"x\":\"b\"}\n");
        DataCheckResult result = DataCheck.check(
                new DataCheckRequest(
                        null,
                        dir.toString(),
                        file.toString(),
                        new Expectations(List.of(age(0.0, 120.0, 0.0, null, false)), null, null)),
                NOW,
                Progress.SILENT);
        assertThat(lines(one(result, "age", "range"))).containsExactly(2L);
        assertThat(lines(one(result, "age", "missing"))).containsExactly(3L);
    }

    @Test
    void manyRowsAreStreamed() throws IOException {
        // Several blocks of two megabytes: lines and duplicates hold across them.
        StringBuilder csv = new StringBuilder("id,text\n");
        for (int i = 0; i < 200_000; i++) {
            csv.append(String.format(Locale.ROOT, "%06d,%s%n", i == 199_999 ? 0 : i, "some text that is rather long"));
        }
        DataCheckResult result = check(
                csv.toString(), new Expectations.Rows(null, null, 0.0, false, null), flags("id", true, true, null));
        assertThat(one(result, "id", "unique").failing()).isEqualTo(1);
        assertThat(lines(one(result, "id", "unique"))).containsExactly(200_001L);
        assertThat(lines(one(result, "id", "increasing"))).containsExactly(200_001L);
        assertThat(one(result, null, "duplicates").failing()).isEqualTo(1);
    }
}
