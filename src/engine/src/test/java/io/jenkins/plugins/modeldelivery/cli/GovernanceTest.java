package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelCard;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages as configured, approvals, names, notes and the card, from the command line. */
class GovernanceTest {

    @TempDir
    private Path directory;

    private Path registry;

    @BeforeEach
    void twoVersions() throws Exception {
        registry = directory.resolve("registry");
        for (String content : List.of("one", "two")) {
            Path file = Files.writeString(directory.resolve("model.onnx"), content);
            good("register", "--model", "team/m", "--file", file.toString());
        }
    }

    private Answer call(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--registry", registry.toString()));
        return Answer.of(all.toArray(String[]::new));
    }

    private String good(String... arguments) {
        Answer answer = call(arguments);
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        return answer.out();
    }

    private Model model() throws Exception {
        try (Registry open = Registry.openReadOnly(registry, Stages.DEFAULT)) {
            return open.get(new ModelName("team/m"));
        }
    }

    private void stages(String json) throws Exception {
        Files.writeString(registry.resolve("stages.json"), json);
    }

    @Test
    void theStagesAreThoseOfTheRegistry() throws Exception {
        stages(
                """
                {"stages": [{"name": "lab"}, {"name": "live"}],
                 "folders": {"team": {"live": {"approvals": 1}}}}""");
        Path file = Files.writeString(directory.resolve("model.onnx"), "three");
        assertThat(good("register", "--model", "other", "--file", file.toString()))
                .contains("lab");
        assertThat(good("promote", "--model", "other", "--version", "1", "--to", "live"))
                .contains("lab → live");
        good("register", "--model", "team/n", "--file", file.toString());
        Answer refused = call("promote", "--model", "team/n", "--version", "1", "--to", "live");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("may not enter", "nobody", "approve");
    }

    @Test
    void whatProdDemandsOfTheCodeIsAskedBeforeTheTraining() throws Exception {
        stages("{\"stages\": [{\"name\": \"staging\"}, {\"name\": \"prod\", \"policy\": {\"sameCommit\": true}}]}");
        // There are no such data: nobody got so far as to look for them.
        Answer refused = call("train", "--model", "team/m", "--data", "none.csv", "--target", "y", "--into", "prod");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err())
                .contains("Not trained for prod.", "takes only versions whose commit has passed", "staging");
        Answer unknown = call("train", "--model", "team/m", "--data", "none.csv", "--target", "y", "--into", "prd");
        assertThat(unknown.err()).contains("Did you mean 'prod'?");
        Answer nowhere = call("promote", "--model", "team/m", "--version", "1");
        assertThat(nowhere.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(nowhere.err()).contains("--to", "v1 was trained into no stage in particular");
    }

    @Test
    void aDemandThatIsNotKnownIsNotPassedOver() throws Exception {
        stages("{\"stages\": [{\"name\": \"lab\", \"polices\": {\"approvals\": 9}}]}");
        Answer answer = call("registry", "list");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains("stages.json", "polices", "line 1");
    }

    @Test
    void whoeverTrainedItDoesNotApproveIt() throws Exception {
        stages("{\"folders\": {\"team\": {\"staging\": {\"approvals\": 1}}}}");
        assertThat(good("approve", "--model", "team/m", "--version", "1", "--stage", "staging", "--comment", "mine"))
                .contains("team/m v1 approved for staging by", "mine");
        Answer refused = call("promote", "--model", "team/m", "--version", "1", "--to", "staging");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("may not enter", "nobody", "approve");
        assertThat(model().versions().get(1).stage()).isEqualTo("dev");
    }

    @Test
    void aRejectionStandsUntilItIsWithdrawn() throws Exception {
        stages("{\"folders\": {\"team\": {\"staging\": {\"approvals\": 0}}}}");
        assertThat(good("approve", "--model", "team/m", "--version", "2", "--stage", "staging", "--reject"))
                .contains("v2 rejected for staging");
        assertThat(good("approve", "--model", "team/m", "--version", "2", "--stage", "staging", "--withdraw"))
                .contains("no longer says");
        assertThat(good("promote", "--model", "team/m", "--version", "2", "--to", "staging"))
                .contains("dev → staging");
        Answer both =
                call("approve", "--model", "team/m", "--version", "2", "--stage", "staging", "--reject", "--withdraw");
        assertThat(both.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Answer where = call("approve", "--model", "team/m", "--version", "2", "--stage", "stagin");
        assertThat(where.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(where.err()).contains("staging");
    }

    @Test
    void archives() throws Exception {
        good("promote", "--model", "team/m", "--version", "1", "--to", "staging");
        assertThat(good("archive", "--model", "team/m", "--version", "staging", "--reason", "too slow"))
                .contains("v1: staging → archived");
        assertThat(model().champion("staging")).isEmpty();
        assertThat(good("registry", "ledger", "team/m", "--all")).contains("too slow");
        Answer none = call("archive", "--model", "team/m", "--version", "7");
        assertThat(none.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(none.err()).contains("has no version '7'");
    }

    @Test
    void aliasesAreSetAndTakenAway() throws Exception {
        assertThat(good("alias", "--model", "team/m", "--version", "newest", "shadow"))
                .contains("'shadow' names team/m v2");
        assertThat(model().aliases()).containsExactly(Map.entry("shadow", 2));
        good(
                "fetch",
                "--model",
                "team/m",
                "--version",
                "shadow",
                "--dir",
                directory.resolve("out").toString());
        assertThat(directory.resolve("out")).exists();
        assertThat(good("alias", "--model", "team/m", "--remove", "shadow")).contains("is gone");
        assertThat(model().aliases()).isEmpty();
        for (String bad : List.of("v7", "prod", "newest", "a b", "")) {
            Answer answer = call("alias", "--model", "team/m", "--version", "1", bad);
            assertThat(answer.exitCode()).as(bad).isEqualTo(ExitCode.BAD_INPUT);
        }
        assertThat(call("alias", "--model", "team/m", "--remove", "shadow").exitCode())
                .isNotZero();
    }

    @Test
    void tagsOfAModelAndOfAVersion() throws Exception {
        good("tag", "--model", "team/m", "owner=rain team", "cost=3=4");
        good("tag", "--model", "team/m", "--version", "1", "risk=low");
        assertThat(model().tags()).isEqualTo(Map.of("owner", "rain team", "cost", "3=4"));
        assertThat(model().versions().get(1).tags()).isEqualTo(Map.of("risk", "low"));
        assertThat(good("tag", "--model", "team/m", "--remove", "cost"))
                .contains("owner = rain team")
                .doesNotContain("cost");
        assertThat(good("tag", "--model", "team/m", "--version", "2")).contains("team/m v2 has no tags");
        Answer answer = call("tag", "--model", "team/m", "good=1", "bad");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains("'bad' has no '='");
        assertThat(model().tags()).doesNotContainKey("good");
    }

    @Test
    void theCardIsShownAndWritten() throws Exception {
        assertThat(good("card", "team/m")).contains("# team/m", "## Purpose", "Not written yet.");
        String written = good("card", "team/m", "purpose=Umbrellas, early enough.", "limitations=No hail.");
        assertThat(written).contains("Umbrellas, early enough.", "No hail.");
        ModelCard card = Json.parse(good("card", "team/m", "--json"), ModelCard.class, "standard output");
        assertThat(card.version()).isEqualTo(2);
        assertThat(card.sections())
                .anySatisfy(section -> assertThat(section.text()).isEqualTo("No hail."));
        Answer answer = call("card", "team/m", "limitation=x");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.err()).contains("limitation", "limitations");
        assertThat(good("card", "team/m")).contains("No hail.");
    }

    @Test
    void nothingIsMadeWhereNoRegistryIs() {
        Path elsewhere = directory.resolve("elsewhere");
        for (List<String> command : List.of(
                List.of("approve", "--model", "m", "--version", "1"),
                List.of("archive", "--model", "m", "--version", "1"),
                List.of("alias", "--model", "m", "--version", "1", "a"),
                List.of("tag", "--model", "m", "a=b"),
                List.of("card", "m", "purpose=p"))) {
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of("--registry", elsewhere.toString()));
            Answer answer = Answer.of(all.toArray(String[]::new));
            assertThat(answer.exitCode()).as(command.get(0)).isNotZero();
            assertThat(answer.err()).contains("elsewhere");
            assertThat(elsewhere).doesNotExist();
        }
    }
}
