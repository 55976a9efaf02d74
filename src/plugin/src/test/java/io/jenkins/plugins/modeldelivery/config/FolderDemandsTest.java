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
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Folders demand more, never less. */
@WithJenkins
class FolderDemandsTest {

    private static final Path GUIDE = Path.of("../../docs/configuration.md");

    private static JenkinsRule jenkins;
    private Folder outer;
    private Folder inner;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void folders() throws Exception {
        ModelDeliveryConfiguration.get().setStages(null);
        outer = jenkins.createProject(Folder.class);
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
        assertThat(policy(in("m"), "prod")).isEqualTo(new Policy(true, Policy.Validation.PASSED, null, 2, null, false));
        Policy both = new Policy(true, Policy.Validation.PASSED, 7, 2, null, false);
        assertThat(policy(in("inner/m"), "prod")).isEqualTo(both);
        assertThat(policy(in("inner/leaf/m"), "prod")).isEqualTo(both);
        assertThat(policy(in("inner/leaf/m"), "staging"))
                .isEqualTo(new Policy(true, Policy.Validation.NOT_FAILED, null, 0, Duration.ofHours(5), false));
        assertThat(policy(in("inner/gone/m"), "prod")).isEqualTo(both);
        assertThat(policy(outer.getName() + "space/m", "prod")).isEqualTo(Policy.PASSED);
        for (String model : List.of("m", "inner/m", "inner/leaf/m")) {
            Stages stricter = ModelRegistry.stages(new ModelName(in(model)));
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
        ModelName bound = register(in("inner/m"));
        ModelName free = register(outer.getName() + "-free");
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
    void formRefusesLessThanHoldsFromAbove() throws Exception {
        demand(outer, demands("prod", p -> {
            p.setApprovals(2);
            p.setDriftDays(7);
            p.setMinimumStayHours(24);
        }));
        StagePolicy.DescriptorImpl fields =
                (StagePolicy.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(StagePolicy.class);
        assertThat(fields.doCheckApprovals(inner, "prod", "1").getMessage())
                .isEqualTo(
                        "A folder can demand more, never less: 2 approvals are demanded from above. Give more than 2, or 0"
                                + " to demand no more than that.");
        assertThat(fields.doCheckDriftDays(inner, "prod", "6").getMessage())
                .contains("7 days without drift are demanded");
        assertThat(fields.doCheckMinimumStayHours(inner, "prod", "23").getMessage())
                .contains("24 hours are demanded");
        assertThat(fields.doCheckValidation(inner, "prod", "notFailed").getMessage())
                .contains("that the newest validation has passed is demanded from above. Choose that, or");
        assertThat(List.of(
                        fields.doCheckApprovals(inner, "prod", "0"),
                        fields.doCheckApprovals(inner, "prod", "3"),
                        fields.doCheckApprovals(inner, "staging", "1"),
                        fields.doCheckApprovals(outer, "prod", "1"),
                        fields.doCheckDriftDays(inner, "prod", ""),
                        fields.doCheckDriftDays(inner, "prod", "7"),
                        fields.doCheckMinimumStayHours(inner, "prod", "0"),
                        fields.doCheckValidation(inner, "prod", "any")))
                .containsOnly(FormValidation.ok());

        demand(inner, demands("prod", p -> p.setApprovals(3)));
        WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlPage page = client.getPage(inner, "configure");
        HtmlForm form = page.getFormByName("config");
        HtmlInput approvals = form.getInputsByName("_.approvals").stream()
                .filter(input -> input.getValue().equals("3"))
                .findFirst()
                .orElseThrow();
        approvals.setValue("1");
        approvals.fireEvent("change");
        client.waitForBackgroundJavaScript(10_000);
        assertThat(page.asNormalizedText()).as("beside the field").contains("2 approvals are demanded from above");
        HtmlPage answer = jenkins.submit(form);
        assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(answer.asNormalizedText()).contains("2 approvals are demanded from above");
        assertThat(policy(in("inner/m"), "prod").approvals()).isEqualTo(3);
    }

    /** Nobody is asked to correct what became less only because more is demanded from above now. */
    @Test
    void whatBecameLessByAChangeAboveDoesNotStopOtherChanges() throws Exception {
        demand(inner, demands("prod", p -> p.setApprovals(1)));
        demand(outer, demands("prod", p -> p.setApprovals(2)));
        jenkins.configRoundtrip(inner);
        assertThat(inner.getProperties()
                        .get(ModelDeliveryFolderProperty.class)
                        .demands()
                        .get("prod")
                        .approvals())
                .isEqualTo(1);
        assertThat(policy(in("inner/m"), "prod").approvals()).isEqualTo(2);
    }

    /** A form is not the only way in: what comes as XML, as by Job DSL, is added as well, so that it can loosen nothing. */
    @Test
    void lessThanHoldsFromAboveTakesNoEffectWhicheverWayItComes() throws Exception {
        demand(outer, demands("prod", p -> {
            p.setInOrder(true);
            p.setSameCommit(true);
            p.setApprovals(2);
            p.setDriftDays(7);
            p.setMinimumStayHours(24);
        }));
        Policy held = policy(in("m"), "prod");
        String type = ModelDeliveryFolderProperty.class.getName();
        String lax = "<" + type + "><stages><" + StageDemands.class.getName()
                + "><stage>prod</stage><policy><inOrder>false</inOrder><validation>any</validation><driftDays>1</driftDays>"
                + "<approvals>1</approvals><minimumStayHours>1</minimumStayHours><sameCommit>false</sameCommit></policy></"
                + StageDemands.class.getName() + "></stages></" + type + ">";
        String xml = inner.getConfigFile().asString();
        assertThat(xml).contains("<properties/>");
        inner.updateByXml((Source) new StreamSource(
                new StringReader(xml.replace("<properties/>", "<properties>" + lax + "</properties>"))));
        assertThat(inner.getProperties()
                        .get(ModelDeliveryFolderProperty.class)
                        .demands()
                        .get("prod")
                        .approvals())
                .as("it is there")
                .isEqualTo(1);
        assertThat(policy(in("inner/m"), "prod")).as("and loosens nothing").isEqualTo(held);
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
        assertThat(ModelRegistry.stages(new ModelName(in("m"))).names()).containsExactly("dev");
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

    /** Full name of something in the outer folder of this test. */
    private String in(String path) {
        return outer.getName() + "/" + path;
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
