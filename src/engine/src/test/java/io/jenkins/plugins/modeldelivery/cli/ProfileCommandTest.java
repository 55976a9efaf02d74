package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.profile.ProfileFile;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {

    @TempDir
    private Path dir;

    private Path day(String name, int from, int shift) throws Exception {
        StringBuilder csv = new StringBuilder("n,kind,day\n");
        for (int i = from; i < from + 300; i++) {
            csv.append(i % 50 + shift)
                    .append(',')
                    .append(i % 3 == 0 ? "a" : "b")
                    .append(",2026-01-")
                    .append(1 + i % 2 * 3)
                    .append('\n');
        }
        return Files.writeString(
                dir.resolve(name), csv.toString().replace("-01-1\n", "-01-01\n").replace("-01-4\n", "-01-04\n"));
    }

    private static void ok(Answer answer) {
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
    }

    @Test
    void profilesAreMadeMergedShownAndCompared() throws Exception {
        String first = day("1.csv", 0, 0).toString();
        String second = day("2.csv", 7, 0).toString();
        String moved = day("3.csv", 0, 30).toString();
        String a = dir.resolve("a.json").toString();
        String b = dir.resolve("b.json").toString();
        String both = dir.resolve("both.json").toString();
        Answer made = Answer.of("profile", first, "--output", a);
        ok(made);
        assertThat(made.out())
                .contains(
                        "300 rows",
                        "0 to 49",
                        "b 66.7 %",
                        "2026-01-01 to 2026-01-04",
                        "1 gap: 2026-01-02 to 2026-01-03");
        ok(Answer.of("profile", second, "--like", a, "-o", b));
        ok(Answer.of("profile", a, b, "--output", both));
        Profile merged = ProfileFile.read(Path.of(both));
        assertThat(merged.rows()).isEqualTo(600);
        // Data may be given where a profile may: the result is the same.
        String direct = dir.resolve("direct.json").toString();
        ok(Answer.of("profile", a, second, "--output", direct));
        assertThat(Path.of(direct)).hasSameTextualContentAs(Path.of(both));

        Answer same = Answer.of("profile", b, "--like", a, "--compare");
        ok(same);
        Answer drift = Answer.of("profile", moved, "--like", a, "--compare", "--json");
        assertThat(drift.exitCode()).as(drift.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(drift.out()).contains("\"level\" : \"drift\"");
        // Expectations can be read off it.
        ok(Answer.of("check", "--data", second, "--like", a));
        assertThat(Answer.of("check", "--data", moved, "--like", a).exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aVersionsProfileHasItsImportances() throws Exception {
        String registry = dir.resolve("registry").toString();
        Path data = Files.writeString(dir.resolve("data.csv"), Requests.table(200, (x, c) -> x > 5 ? "yes" : "no"));
        ok(Answer.of(
                "train",
                "--registry",
                registry,
                "--model",
                "m",
                "--data",
                "" + data,
                "--target",
                "y",
                "-p",
                "rounds=3"));
        Path file = dir.resolve("v1.json");
        ok(Answer.of("profile", "--registry", registry, "--model", "m", "--version", "1", "--output", file.toString()));
        Profile profile = ProfileFile.read(file);
        assertThat(profile.importances()).isNotEmpty();
        assertThat(profile.importances().get("x")).isGreaterThan(0.5);
        assertThat(profile.target().name()).isEqualTo("y");
        Answer compared = Answer.of("profile", data.toString(), "--like", file.toString(), "--compare");
        ok(compared);
        assertThat(compared.out()).contains("y (target)");
        // With the version the model says what it makes of new rows; of its own it is surer than of those.
        Path fresh = Files.writeString(
                dir.resolve("fresh.csv"),
                Requests.table(210, (x, c) -> x > 5 ? "yes" : "no").replace(",y\n", ",y\n1,red,3,no\n"));
        Path baseline = dir.resolve("baseline.json");
        String[] of = {"--registry", registry, "--model", "m", "--version", "1", "--output", baseline.toString()};
        Answer predicted = Answer.of(Stream.concat(Stream.of("profile", fresh.toString()), Stream.of(of))
                .toArray(String[]::new));
        ok(predicted);
        assertThat(predicted.out()).contains("prediction (predictions)");
        assertThat(ProfileFile.read(baseline).predictions().rows()).isEqualTo(211);
        Answer checked = Answer.of(
                "drift",
                "--registry",
                registry,
                "--model",
                "m",
                "--version",
                "1",
                "--data",
                fresh.toString(),
                "--baseline",
                baseline.toString(),
                "--json");
        ok(checked);
        assertThat(checked.out()).contains("\"role\" : \"prediction\"");
        Answer own = Answer.of(Stream.concat(Stream.of("profile", data.toString()), Stream.of(of))
                .toArray(String[]::new));
        ok(own);
        assertThat(own.out() + own.err()).contains("is surer of them than of any others");
        assertThat(ProfileFile.read(baseline).predictions()).isNull();
    }

    @Test
    void mistakesAreSaid() throws Exception {
        String data = day("1.csv", 0, 0).toString();
        String a = dir.resolve("a.json").toString();
        String b = dir.resolve("b.json").toString();
        ok(Answer.of("profile", data, "--output", a));
        ok(Answer.of("profile", day("2.csv", 0, 5).toString(), "--output", b));
        Answer grids = Answer.of("profile", a, b);
        assertThat(grids.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(grids.err()).contains("different grids", "--like");
        assertThat(Answer.of("profile").err()).contains("No data and no profile is given");
        assertThat(Answer.of("profile", data, "--compare").err()).contains("nothing to compare with");
        assertThat(Answer.of("profile", data, "--output", dir + "/a.txt").err()).contains("ends in .json");
        Path broken = Files.writeString(dir.resolve("broken.json"), "{\"format\":2,\"rows\":1,\"features\":[]}");
        assertThat(Answer.of("profile", broken.toString()).err()).contains("This is no profile", "newer engine");
    }
}
