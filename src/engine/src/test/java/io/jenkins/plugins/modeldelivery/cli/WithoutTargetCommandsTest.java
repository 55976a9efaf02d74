package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters and anomalies on the command line, on the data that comes with the sources. */
class WithoutTargetCommandsTest {

    private static final Path DATA = Path.of("../../docs/examples/birdstrikes");

    @TempDir
    private Path directory;

    private Answer answer(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, "--registry", directory.resolve("registry").toString(), "--model", "m"));
        words.addAll(List.of(more));
        return Answer.of(words.toArray(String[]::new));
    }

    private static String file(String years) {
        return DATA.resolve(years + ".csv.gz").toString();
    }

    private void ok(Answer answer, String... words) {
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        assertThat(List.of(words)).allSatisfy(word -> assertThat(answer.out()).contains(word));
    }

    @Test
    void clustersGoTheWholeWay() throws Exception {
        String[] train = {
            "--data", file("1990-1993"), "--ignore", "date,damage", "--trainer", "kMeans", "-p", "clusters=4"
        };
        ok(
                answer("train", train),
                "kMeans (clustering) learns without a target from 8 features",
                "silhouette",
                "apart by",
                "registered m v1");
        ok(
                answer("validate", "--data", file("1994-1995"), "--gate", "silhouette min=-1 confidence=0.95"),
                "validation passed: 1 of 1 gates hold",
                "calinskiHarabasz");
        ok(answer("promote", "--to", "staging"));
        ok(answer("train", "--data", file("1997-2000"), "--ignore", "date,damage", "--trainer", "kMeans"));
        Answer compared = answer(
                "validate",
                "--data",
                file("2001-2002"),
                "--baseline",
                "staging",
                "--slice",
                "size",
                "--gate",
                "silhouette maxDrop=1 confidence=0.9",
                "--gate",
                "inertia maxDrop=10");
        assertThat(compared.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(compared.out())
                .contains("The inertia of the baseline is not compared")
                .contains("it was not measured for v1 (staging): insufficient data")
                .contains("validation failed: 1 of 2 gates hold");
        Answer wrong = answer(
                "validate",
                "--data",
                file("2001-2002"),
                "--gate",
                "daviesBouldin max=5 confidence=0.9",
                "--gate",
                "auc min=0.5");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.err())
                .contains("daviesBouldin is a property of whole clusters")
                .contains("auc is not defined for clustering models", "silhouette");
        Answer drifted =
                answer("drift", "--version", "1", "--data", file("2001-2002"), "--gate", "silhouette min=-1", "--json");
        assertThat(drifted.exitCode()).isIn(ExitCode.OK, ExitCode.REFUSED);
        assertThat(drifted.out())
                .contains("\"role\" : \"prediction\"", "silhouette")
                .contains("at training");
        Path scored = directory.resolve("scored.csv");
        ok(
                answer("score", "--version", "2", "--data", file("2001-2002"), "--output", scored.toString()),
                "added prediction, distance");
        List<String> lines = Files.readAllLines(scored);
        assertThat(lines.get(0)).endsWith(",damage,prediction,distance");
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.matches(".*,[1-8],[0-9.]+"));
        Answer exported = answer(
                "export",
                "--version",
                "2",
                "--output",
                directory.resolve("m.onnx").toString());
        assertThat(exported.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(exported.err()).contains("A model of trainer kMeans cannot be exported", "docs/models.md");
    }

    @Test
    void anomaliesGoTheWholeWay() throws Exception {
        ok(
                answer(
                        "train",
                        "--data",
                        file("1990-1993"),
                        "--ignore",
                        "date",
                        "--target",
                        "damage",
                        "--trainer",
                        "anomaly",
                        "-p",
                        "contamination=0.02",
                        "--expect",
                        "state:sensitive"),
                "anomaly (anomaly) learns without a target from 8 features",
                "flaggedShare",
                "score above the threshold",
                "unusual by");
        ok(
                answer("validate", "--data", file("1994-1995"), "--gate", "auc min=0.5 confidence=0.9"),
                "validation passed");
        ok(answer("promote", "--to", "staging"));
        ok(answer(
                "train",
                "--data",
                file("1997-2000"),
                "--ignore",
                "date,damage",
                "--trainer",
                "anomaly",
                "-p",
                "trees=50"));
        ok(
                answer(
                        "validate",
                        "--data",
                        file("2001-2002"),
                        "--baseline",
                        "staging",
                        "--gate",
                        "flaggedShare max=0.2"),
                "v1");
        // Rows whose truth nobody knows yet.
        Path unlabelled = directory.resolve("unlabelled.csv");
        List<String> lines =
                new ArrayList<>(List.of("aircraft,operator,state,phase,size,species,time_of_day,speed_knots"));
        for (int i = 0; i < 100; i++) {
            lines.add("T-38A,MILITARY,Louisiana,Climb,Large,Turkey vulture,Day," + (i == 50 ? 2000 : 300 + i));
        }
        Files.write(unlabelled, lines);
        Answer without = answer("validate", "--version", "1", "--data", unlabelled.toString());
        ok(without, "flaggedShare", "100 of 100 rows (100.0 %) score above the threshold");
        assertThat(without.out()).doesNotContain("auc").doesNotContain("Louisiana");
        Path scored = directory.resolve("scored.csv");
        ok(
                answer("score", "--version", "1", "--data", unlabelled.toString(), "--output", scored.toString()),
                "added prediction, score");
        assertThat(Files.readAllLines(scored).get(51)).matches(".*,2000,(no|yes),0[.][0-9]+");
        ok(answer("drift", "--version", "2", "--data", file("1997-2000"), "--gate", "flaggedShare max=0.3"));
    }
}
