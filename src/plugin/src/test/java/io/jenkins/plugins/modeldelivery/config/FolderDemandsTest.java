package io.jenkins.plugins.modeldelivery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.NewVersion;
import io.jenkins.plugins.modeldelivery.registry.PolicyViolation;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Folders demand more, never less. */
@WithJenkins
class FolderDemandsTest {

    private static final Path GUIDE = Path.of("../../docs/README.md");

    private JenkinsRule jenkins;
    private Folder outer;
    private Folder inner;

    @TempDir
    private Path directory;

    @BeforeEach
    void folders(JenkinsRule rule) throws Exception {
        jenkins = rule;
        outer = rule.createProject(Folder.class, "outer");
        inner = outer.createProject(Folder.class, "inner");
    }

    @Test
    void nestedFoldersAddUp() throws Exception {
        demand(outer, demands("prod", p -> {
            p.setApprovals(2);
            p.setValidation("any");
        }));
        demand(inner, demands("prod", p -> {
            p.setApprovals(1);
            p.setDriftDays(7);
        }));
        demand(inner.createProject(Folder.class, "leaf"), demands("staging", p -> p.setMinimumStayHours(5)));

        assertThat(policy("m", "prod")).isEqualTo(Policy.PASSED);
        assertThat(policy("outer/m", "prod"))
                .isEqualTo(new Policy(true, Policy.Validation.PASSED, null, 2, null, false));
        Policy both = new Policy(true, Policy.Validation.PASSED, 7, 2, null, false);
        assertThat(policy("outer/inner/m", "prod")).isEqualTo(both);
        assertThat(policy("outer/inner/leaf/m", "prod")).isEqualTo(both);
        assertThat(policy("outer/inner/leaf/m", "staging"))
                .isEqualTo(new Policy(true, Policy.Validation.NOT_FAILED, null, 0, Duration.ofHours(5), false));
        assertThat(policy("outer/inner/gone/m", "prod")).isEqualTo(both);
        assertThat(policy("outerspace/m", "prod")).isEqualTo(Policy.PASSED);
        for (String folder : List.of("outer", "outer/inner", "outer/inner/leaf")) {
            Stages stricter = ModelRegistry.stages(new ModelName(folder + "/m"));
            assertThat(stricter.names()).isEqualTo(Stages.DEFAULT.names());
            for (String stage : stricter.names()) {
                assertThat(stricter.find(stage)
                                .orElseThrow()
                                .policy()
                                .isAsStrictAs(
                                        Stages.DEFAULT.find(stage).orElseThrow().policy()))
                        .isTrue();
            }
        }
    }

    @Test
    void registryAsksTheFolder() throws Exception {
        demand(outer, demands("staging", p -> p.setApprovals(1)));
        Registry registry = ModelRegistry.get();
        ModelName bound = register("outer/inner/m");
        ModelName free = register("m");
        registry.changes(free, Actor.user("a")).promote(1, "staging", null);
        assertThatThrownBy(() -> registry.changes(bound, Actor.user("a")).promote(1, "staging", null))
                .isInstanceOf(PolicyViolation.class)
                .hasMessageContaining("demands an approval");
        outer.getProperties().remove(ModelDeliveryFolderProperty.class);
        registry.changes(bound, Actor.user("a")).promote(1, "staging", null);
    }

    @Test
    void formSaysWhatHoldsFromAboveAndKeepsWhatIsDemanded() throws Exception {
        demand(outer, demands("prod", p -> p.setApprovals(2)));
        demand(inner, demands("prod", p -> p.setDriftDays(7)), demands("dev", p -> p.setValidation("passed")));
        jenkins.configRoundtrip(inner);
        assertThat(inner.getProperties().get(ModelDeliveryFolderProperty.class).demands())
                .isEqualTo(Map.of(
                        "prod", new Policy(false, Policy.Validation.ANY, 7, 0, null, false),
                        "dev", new Policy(false, Policy.Validation.PASSED)));
        HtmlPage page = jenkins.createWebClient().getPage(inner, "configure");
        assertThat(page.asNormalizedText())
                .contains(
                        "2 approvals by people who did not train it",
                        "its newest validation has passed",
                        "comes from the stage before")
                .doesNotContain("no drift found in the last 7 days");
        jenkins.configRoundtrip(outer);
        assertThat(outer.getProperties().get(ModelDeliveryFolderProperty.class).demands())
                .containsOnlyKeys("prod");
        Folder plain = jenkins.createProject(Folder.class, "plain");
        jenkins.configRoundtrip(plain);
        assertThat(plain.getProperties().get(ModelDeliveryFolderProperty.class)).isNull();
    }

    @Test
    void demandsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> demand(outer, demands("pord", p -> p.setApprovals(1))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no stage 'pord'. Did you mean 'prod'?");
        assertThatThrownBy(() -> demand(outer, demands("prod", p -> p.setApprovals(-1))))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> demand(outer, demands("prod", p -> {}), demands("prod", p -> {})))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void stageThatIsNoLongerConfiguredStaysAChoiceOfTheForm() throws Exception {
        demand(outer, demands("prod", p -> p.setApprovals(1)));
        ModelDeliveryConfiguration.get().setStages(List.of(new StageConfiguration("dev")));
        assertThat(ModelRegistry.stages(new ModelName("outer/m")).names()).containsExactly("dev");
        StageDemands.DescriptorImpl descriptor =
                (StageDemands.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(StageDemands.class);
        assertThat(descriptor.doFillStageItems(outer, "prod").get(0).value).isEqualTo("prod");
        assertThat(descriptor.doCheckStage(outer, "prod").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckStage(outer, "dev").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void folderIsConfiguredByJobDsl() throws Exception {
        String dsl = ofTheGuide();
        FreeStyleProject seed = jenkins.createFreeStyleProject("seed");
        seed.getBuildersList().add(script(dsl));
        jenkins.buildAndAssertSuccess(seed);
        Policy demanded = new Policy(true, Policy.Validation.PASSED, null, 2, Duration.ofHours(48), false);
        assertThat(policy("credit/m", "prod")).isEqualTo(demanded);

        FreeStyleProject wrong = jenkins.createFreeStyleProject("wrong");
        wrong.getBuildersList().add(script(dsl.replace("'prod'", "'pord'")));
        jenkins.assertLogContains("There is no stage 'pord'", jenkins.buildAndAssertStatus(Result.FAILURE, wrong));
        assertThat(policy("credit/m", "prod")).isEqualTo(demanded);

        Path yaml = directory.resolve("jenkins.yaml");
        Files.writeString(
                yaml, "jobs:\n  - script: |\n" + dsl.replace("credit", "loans").indent(6));
        ConfigurationAsCode.get().configure(yaml.toString());
        assertThat(policy("loans/m", "prod")).isEqualTo(demanded);
    }

    private static String ofTheGuide() throws Exception {
        Matcher block =
                Pattern.compile("```groovy\n(folder\\(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static ExecuteDslScripts script(String text) {
        ExecuteDslScripts scripts = new ExecuteDslScripts();
        scripts.setScriptText(text);
        scripts.setUseScriptText(true);
        return scripts;
    }

    private static Policy policy(String model, String stage) {
        return ModelRegistry.stages(new ModelName(model))
                .find(stage)
                .orElseThrow()
                .policy();
    }

    private static StageDemands demands(String stage, java.util.function.Consumer<StagePolicy> edit) {
        StageDemands demands = new StageDemands(stage);
        edit.accept(demands.getPolicy());
        return demands;
    }

    private static void demand(Folder folder, StageDemands... demands) throws Exception {
        ModelDeliveryFolderProperty property = new ModelDeliveryFolderProperty();
        property.setStages(List.of(demands));
        folder.addProperty(property);
    }

    private static ModelName register(String model) throws Exception {
        ModelName name = new ModelName(model);
        Registry registry = ModelRegistry.get();
        BlobRef blob = registry.store("m.bin", new ByteArrayInputStream(new byte[] {1}), null);
        registry.register(
                name,
                new NewVersion("other", blob, Map.of(), null, null, Map.of(), null, null, null, null),
                Actor.user("test"));
        return name;
    }
}
