package io.jenkins.plugins.modeldelivery.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.cli.CLICommand;
import hudson.cli.CLICommandInvoker;
import hudson.model.Item;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Tenure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The commands, with their exit codes. One Jenkins; each test that writes has a model of its own. */
@WithJenkins
class CommandsTest {
    private static JenkinsRule jenkins;

    /** vera views the models of team, paula promotes there, nora has the right to enter. */
    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Folder team = rule.createProject(Folder.class, "team");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("erin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("vera", "paula", "nora")
                .grant(new Permission[] {Item.READ, Permissions.VIEW})
                .onItems(team)
                .to("vera", "paula")
                .grant(Permissions.PROMOTE)
                .onItems(team)
                .to("paula"));
        Shelf.of(ModelRegistry.get(), "team/rain").fill("words\u001b[2J");
        Shelf.of(ModelRegistry.get(), "team/hail").register(Map.of("rmse", 1.5));
        Shelf.of(ModelRegistry.get(), "snow").fill("words");
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void listsWhatTheUserMayView() throws Exception {
        assertThat(ok("vera", "list-models"))
                .contains("team/rain", "prod v2", "auc 0.782", "drift", "team/hail", "rmse 1.5")
                .contains("1 to 2 of 2 models")
                .doesNotContain("snow");
        assertThat(ok("erin", "list-models")).contains("snow");
        assertThat(ok("nora", "list-models")).contains("0 to 0 of 0 models").doesNotContain("rain");
        assertThat(ok("erin", "list-models", "/team/")).contains("team/rain").doesNotContain("snow");
        assertThat(ok("erin", "list-models", "--search", "HAIL"))
                .contains("hail")
                .doesNotContain("rain");
        assertThat(ok("vera", "list-models", "--stage", "prod"))
                .contains("rain")
                .doesNotContain("hail");
        assertThat(ok("vera", "list-models", "--sort", "-versions", "--size", "1"))
                .contains("team/rain", "1 to 1 of 2 models")
                .doesNotContain("hail");
        assertThat(ok("vera", "list-models", "--size", "1", "--page", "2")).contains("team/rain", "2 to 2 of 2");
        JSONObject json = JSONObject.fromObject(ok("vera", "list-models", "--json"));
        assertThat(json.getJSONArray("models").getJSONObject(1).getString("name"))
                .isEqualTo("team/rain");
        assertThat(fails(3, "vera", "list-models", "--sort", "nmae")).contains("Did you mean 'name'?");
        assertThat(fails(3, "vera", "list-models", "--page", "0")).contains("--page");
        assertThat(fails(2, "vera", "list-models", "--page", "two")).contains("--page");
    }

    @Test
    void showsAModelAVersionAndATime() throws Exception {
        assertThat(ok("vera", "show-model", "team/rain"))
                .containsPattern("model: +team/rain")
                .containsPattern("aliases: +stable v2")
                .containsPattern("prod +v2 +auc 0.782 +drift")
                .containsPattern("dev +v3")
                .doesNotContain("\u001b");
        assertThat(ok("vera", "show-model", "team/rain", "--version", "stable"))
                .containsPattern("version: +2")
                .containsPattern("metrics: +.*auc 0.782")
                .containsPattern("validated: +1 of 1 gates passed")
                .contains("sha256 ");
        assertThat(ok("vera", "show-model", "team/rain", "--version", "3"))
                .contains("to staging: ", "validation")
                .doesNotContain("\u001b");
        assertThat(JSONObject.fromObject(ok("vera", "show-model", "team/rain", "--json"))
                        .getJSONArray("versions")
                        .size())
                .isEqualTo(3);
        assertThat(JSONObject.fromObject(ok("vera", "show-model", "/team/rain", "--version", "prod", "--json"))
                        .getJSONObject("version")
                        .getInt("number"))
                .isEqualTo(2);
        List<Tenure> prod = ModelRegistry.get().history(new ModelName("team/rain"), "prod");
        String first = prod.get(0).from().toString();
        assertThat(ok("vera", "show-model", "team/rain", "--at", first))
                .containsPattern("prod +v1 +\\S+Z +\\S+Z +carol")
                .doesNotContain("\u001b");
        assertThat(JSONObject.fromObject(ok("vera", "show-model", "team/rain", "--at", first, "--json"))
                        .getJSONArray("stays")
                        .toString())
                .contains("\"stage\":\"prod\"");
        assertThat(ok("vera", "show-model", "team/rain", "--at", "2020-01-01"))
                .contains("No version of team/rain stood in any stage at 2020-01-01T00:00:00Z.");
        assertThat(fails(3, "vera", "show-model", "team/rain", "--at", "yesterday"))
                .contains("is no time");
        assertThat(fails(3, "vera", "show-model", "team/rain", "--version", "17"))
                .contains("has no version '17'");
        // What one may not view is told of as what is not there.
        String hidden = fails(3, "vera", "show-model", "snow");
        assertThat(hidden.replace("snow", "absent")).isEqualTo(fails(3, "vera", "show-model", "absent"));
        assertThat(fails(2, "vera", "show-model")).contains("MODEL");
    }

    @Test
    void promotesAndRollsBack() throws Exception {
        Shelf shelf = Shelf.of(ModelRegistry.get(), "team/fog");
        shelf.fill("words");
        shelf.validate(shelf.train("words", 0.81), true, 2, "words");
        assertThat(fails(6, "vera", "promote-model", "team/fog", "4", "staging"))
                .contains("vera is missing the Models/Promote permission");
        assertThat(fails(3, "nora", "promote-model", "team/fog", "4", "staging"))
                .contains("There is no model");
        assertThat(fails(3, "paula", "promote-model", "team/fog", "4", "stagin"))
                .contains("Did you mean 'staging'?");
        assertThat(fails(4, "paula", "promote-model", "team/fog", "3", "staging"))
                .contains("may not enter staging");
        assertThat(fails(2, "paula", "promote-model", "team/fog", "4")).contains("STAGE");
        String[] promotion = {"promote-model", "team/fog", "newest", "staging", "--reason", "better", "--once", "k"};
        assertThat(ok("paula", promotion)).contains("team/fog: v4 promoted from dev to staging");
        assertThat(ok("paula", promotion)).contains("team/fog: v4 promoted from dev to staging");
        JSONObject json = JSONObject.fromObject(ok("paula", "promote-model", "team/fog", "4", "prod", "--json"));
        assertThat(json.getJSONObject("transition").getInt("replaced")).isEqualTo(2);
        assertThat(ok("paula", "rollback-model", "team/fog", "prod", "--reason", "worse"))
                .contains("v2 rolled back into prod");
        assertThat(ok("paula", "rollback-model", "team/fog", "prod", "--version", "v1"))
                .contains("v1 rolled back into prod");
        assertThat(fails(4, "paula", "rollback-model", "team/fog", "prod", "--version", "3"))
                .contains("never stood in prod");
        assertThat(fails(6, "vera", "rollback-model", "team/fog", "prod")).contains("Models/Promote");
        List<Tenure> history = ModelRegistry.get().history(new ModelName("team/fog"), "staging");
        assertThat(history.get(history.size() - 1).actor().person()).isEqualTo("paula");
        assertThat(history.get(history.size() - 1).reason()).isEqualTo("better");
    }

    @Test
    void verifyingEndsWithSixteenWhenSomethingIsDamaged() throws Exception {
        assertThat(fails(6, "vera", "verify-models")).contains("permission");
        assertThat(ok("erin", "verify-models")).contains(": 0 problems");
        Path blob;
        try (Stream<Path> files = Files.walk(ModelRegistry.directory().resolve("blobs"))) {
            blob = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        byte[] sound = Files.readAllBytes(blob);
        Files.write(blob, "other".getBytes());
        try {
            CLICommandInvoker.Result found = call("erin", "verify-models");
            assertThat(found.returnCode()).isEqualTo(VerifyModelsCommand.DAMAGED);
            assertThat(found.stdout()).contains("PROBLEM: ", blob.getFileName().toString());
            JSONObject json = JSONObject.fromObject(
                    call("erin", "verify-models", "--json").stdout());
            assertThat(json.getJSONArray("problems").size()).isEqualTo(1);
        } finally {
            Files.write(blob, sound);
        }
    }

    @Test
    void everyCommandExplainsItself() {
        for (CLICommand command : List.of(
                new ListModelsCommand(),
                new ShowModelCommand(),
                new PromoteModelCommand(),
                new RollbackModelCommand(),
                new VerifyModelsCommand())) {
            assertThat(CLICommand.clone(command.getName()))
                    .as(command.getName())
                    .isNotNull();
            assertThat(command.getShortDescription()).endsWith(".");
            assertThat(command.getUsage()).contains("--json");
        }
    }

    private static CLICommandInvoker.Result call(String user, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        return new CLICommandInvoker(jenkins, arguments.remove(0))
                .asUser(user)
                .invokeWithArgs(arguments.toArray(String[]::new));
    }

    private static String ok(String user, String... words) {
        CLICommandInvoker.Result result = call(user, words);
        assertThat(result.returnCode()).as(result.stderr()).isZero();
        assertThat(result.stderr()).isEmpty();
        return result.stdout();
    }

    /** What is said to a user whose command fails: nothing was printed, no stack trace is shown. */
    private static String fails(int code, String user, String... words) {
        CLICommandInvoker.Result result = call(user, words);
        assertThat(result.returnCode()).as(result.stdout() + result.stderr()).isEqualTo(code);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).contains("ERROR: ").doesNotContain("\tat ");
        return result.stderr();
    }
}
