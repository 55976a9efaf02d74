package io.jenkins.plugins.modeldelivery.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Level;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dates are read in a check of data as in training: after the pattern that {@code types} gives. */
class DatePatternsTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Reading READING = new Reading(null, null, Map.of("sold", "date dd.MM.yyyy"), null);
    private static final String SALES = "sold,x,y\n28.02.2026,1,a\n01.03.2026,2,b\n08.03.2026,3,a\n";

    @TempDir
    Path dir;

    private DataCheckResult check(String csv, Expectations expectations, Request then, Reading reading)
            throws IOException {
        Path file = Files.writeString(dir.resolve("data.csv"), csv);
        return DataCheck.check(
                new DataCheckRequest("m", dir.toString(), file.toString(), expectations, then, reading),
                NOW,
                Progress.SILENT);
    }

    private static Expectation sold(Type type, boolean increasing, String freshness) {
        return new Expectation(
                "sold", type, null, null, null, null, false, increasing, freshness, false, null, false, null);
    }

    private static Expectations expect(Expectation one) {
        return new Expectations(List.of(one), null, null);
    }

    private static Check one(DataCheckResult result, String kind) {
        List<Check> found = result.checks().stream()
                .filter(c -> kind.equals(c.kind()) && "sold".equals(c.column()))
                .toList();
        assertThat(found).as("%s", result.checks()).hasSize(1);
        return found.get(0);
    }

    @Test
    void theTypeTheOrderAndTheFreshnessFollowThePattern() throws IOException {
        DataCheckResult result = check(SALES, expect(sold(null, true, "3 days")), null, READING);
        assertThat(result.level()).as(result.summary()).isEqualTo(Level.OK);
        assertThat(one(result, "type").sentence()).isEqualTo("sold: as expected, dates (dd.MM.yyyy)");
        assertThat(one(result, "freshness").sentence()).isEqualTo("sold: the newest date, 2026-03-08, is 2 days old");
        assertThat(one(check(SALES, expect(sold(null, false, "1 day")), null, READING), "freshness")
                        .passed())
                .isFalse();

        // As text the last day of February comes after the first of March; and ISO dates are not of the pattern.
        DataCheckResult bad = check(
                "sold,x\n01.03.2026,1\n28.02.2026,1\n2026-03-09,1\n",
                expect(sold(Type.DATE, true, null)),
                null,
                READING);
        assertThat(one(bad, "increasing").failing()).isEqualTo(2);
        assertThat(one(bad, "type").sentence())
                .isEqualTo("sold: 1 of 3 rows (33.3 %) is no date; line 4, for example '2026-03-09'");
    }

    @Test
    void increasingDatesAreDatesEvenWhereTheFirstIsUnreadable() throws IOException {
        DataCheckResult result =
                check("sold,x\n?!,1\n28.02.2026,1\n01.03.2026,1\n", expect(sold(null, true, null)), null, READING);
        assertThat(one(result, "increasing").failing()).isEqualTo(1);
    }

    @Test
    void beforeATrainingAndAValidationTheirReadingHolds() throws IOException {
        StringBuilder csv = new StringBuilder("sold,x,y\n");
        for (int i = 0; i < 200; i++) {
            csv.append(String.format("%02d.02.2026,%d,%s%n", 1 + i / 10, i % 7, i % 7 < 3 ? "a" : "b"));
        }
        Requests training = new Requests(dir).data(csv.toString()).reading(READING);
        DataCheckResult before = check(csv.toString(), expect(sold(null, true, "30 days")), training.request(), null);
        assertThat(before.level()).as(before.summary()).isEqualTo(Level.OK);

        training.run();
        ValidateRequest validate = new ValidateRequest(
                "m",
                1,
                dir.toString(),
                dir.resolve("data.csv").toString(),
                dir.resolve("model.zip").toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                2,
                0,
                null,
                null,
                null,
                null,
                null);
        // Nobody says it again: the model knows how its dates are written.
        DataCheckResult again = check(csv.toString(), expect(sold(null, true, "30 days")), validate, null);
        assertThat(again.level()).as(again.summary()).isEqualTo(Level.OK);
        DataCheckResult like = check(
                csv.toString(),
                new Expectations(
                        List.of(sold(Type.DATE, true, null)),
                        null,
                        new Expectations.Inferred(null, dir.resolve("model.zip").toString(), 1, null, null)),
                null,
                null);
        assertThat(like.level()).as(like.summary()).isEqualTo(Level.OK);
    }

    @Test
    void anExampleIsReadAsTheData() throws IOException {
        Path like = Files.writeString(dir.resolve("like.csv"), SALES);
        Expectations inferred =
                new Expectations(null, null, new Expectations.Inferred(like.toString(), null, null, null, null));
        assertThat(one(check(SALES, inferred, null, READING), "type").sentence())
                .isEqualTo("sold: as expected, dates (dd.MM.yyyy)");
        assertThat(one(check("sold,x,y\nsoon,1,a\n09.03.2026,2,b\n", inferred, null, READING), "type")
                        .failing())
                .isEqualTo(1);
    }

    @Test
    void aReadingThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> check(
                        SALES,
                        expect(sold(null, true, null)),
                        null,
                        new Reading(null, null, Map.of("sold", "date bb.MM"), null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'bb.MM' is no pattern of a date");
        assertThatThrownBy(() -> check(
                        SALES,
                        expect(sold(null, true, null)),
                        null,
                        new Reading(null, null, Map.of("slod", "date dd.MM.yyyy"), null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no column 'slod'")
                .hasMessageContaining("'sold'");
    }
}
