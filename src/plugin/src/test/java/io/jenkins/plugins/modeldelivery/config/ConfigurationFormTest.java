package io.jenkins.plugins.modeldelivery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Descriptor;
import hudson.model.TaskListener;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.NewVersion;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Retention;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The configuration by the form, and as it is found on disk. */
@WithJenkins
class ConfigurationFormTest {

    private static final Policy ALL = new Policy(true, Policy.Validation.PASSED, 7, 2, Duration.ofHours(24), true);

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    /** As Jenkins is without any configuration, whatever the test before left. */
    @BeforeEach
    void unconfigured() {
        ModelDeliveryConfiguration configuration = ModelDeliveryConfiguration.get();
        configuration.setStages(null);
        configuration.setRetention(null);
        configuration.setDrift(null);
        configuration.setOtherFolders(false);
        jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @Test
    void savingTheFormChangesNothing() throws Exception {
        ModelDeliveryConfiguration configuration = ModelDeliveryConfiguration.get();
        assertThat(ModelRegistry.stages()).isEqualTo(Stages.DEFAULT);
        jenkins.configRoundtrip();
        assertThat(ModelRegistry.stages()).isEqualTo(Stages.DEFAULT);
        assertThat(configuration.getRetention()).isNull();
        assertThat(configuration.getDrift()).isNull();
        Stages stages = new Stages(List.of(
                new Stage("one", true, Policy.OPEN),
                new Stage(
                        "two",
                        "Zwei & more",
                        "<b>what</b> for",
                        "#00ff00",
                        Stage.Capacity.MANY,
                        Stage.Replaced.KEPT,
                        ALL)));
        configuration.setStages(
                stages.order().stream().map(StageConfiguration::of).toList());
        configuration.setOtherFolders(true);
        RetentionConfiguration retention = new RetentionConfiguration();
        retention.setKeepDays(30);
        retention.setKeepTags(List.of("audit", "legal hold"));
        configuration.setRetention(retention);
        DriftDefaults drift = new DriftDefaults();
        drift.setStatistic("psi");
        drift.setDrift("0.3");
        drift.setMinRows(500);
        configuration.setDrift(drift);
        jenkins.configRoundtrip();
        assertThat(configuration.getDrift()).usingRecursiveComparison().isEqualTo(drift);
        assertThat(configuration.retention()).isEqualTo(new Retention(null, 30, Set.of("audit", "legal hold")));
        assertThat(ModelRegistry.stages()).isEqualTo(stages);
        assertThat(configuration.isOtherFolders()).isTrue();
        assertThat(new ModelDeliveryConfiguration().current()).as("on disk").isEqualTo(stages);
    }

    @Test
    void stagesThatCannotBeUsedAreRefusedWithTheReason() throws Exception {
        WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = client.goTo("configure").getFormByName("config");
        // The names of dev, staging and prod; the one before them belongs to the template of a new stage.
        form.getInputsByName("_.name").stream()
                .filter(input -> input.getValue().equals("staging"))
                .forEach(input -> input.setValue("dev"));
        HtmlPage answer = jenkins.submit(form);
        assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(answer.asNormalizedText()).contains("'dev' is there twice", "Give every stage its own name");
        assertThat(ModelRegistry.stages()).isEqualTo(Stages.DEFAULT);
    }

    @Test
    void stageIsRemovedByItsButton() throws Exception {
        WebClient client = jenkins.createWebClient();
        HtmlPage page = client.goTo("configure");
        HtmlElement name = page.getFormByName("config").getInputsByName("_.name").stream()
                .filter(input -> input.getValue().equals("staging"))
                .findFirst()
                .orElseThrow();
        HtmlElement stage = name.getFirstByXPath("ancestor::div[@name='stages']");
        stage.<HtmlElement>getFirstByXPath(".//button[contains(@class, 'repeatable-delete')]")
                .click();
        client.waitForBackgroundJavaScript(5_000);
        jenkins.submit(page.getFormByName("config"));
        assertThat(ModelRegistry.stages().names()).containsExactly("dev", "prod");
    }

    @Test
    void registryFollowsTheConfigurationWithoutARestart() throws Exception {
        assertThat(ModelRegistry.get().stages().names()).containsExactly("dev", "staging", "prod");
        ModelDeliveryConfiguration.get()
                .setStages(List.of(new StageConfiguration("dev"), new StageConfiguration("live")));
        assertThat(ModelRegistry.get().stages().names()).containsExactly("dev", "live");
        ModelDeliveryConfiguration.get().setStages(null);
        assertThat(ModelRegistry.get().stages()).isEqualTo(Stages.DEFAULT);
    }

    @Test
    void faultsOnDiskLeaveTheRegistryUsableAndAreTold() throws Exception {
        ModelDeliveryConfiguration configuration = ModelDeliveryConfiguration.get();
        configuration.setStages(List.of(new StageConfiguration("dev"), new StageConfiguration("live")));
        assertThat(monitor().isActivated()).isFalse();
        Path file = jenkins.jenkins.getRootDir().toPath().resolve(ModelDeliveryConfiguration.class.getName() + ".xml");
        String sound = Files.readString(file);
        assertThat(sound).contains("<name>live</name>");

        String type = StageConfiguration.class.getName();
        String root = ModelDeliveryConfiguration.class.getName();
        Files.writeString(
                file,
                "<" + root + "><stages><" + type + "><name>dev</name></" + type + "><" + type
                        + "><name>live</name><policy><approvals>1</approvals></policy></" + type + "></stages>"
                        + "<retention><keepDays>3</keepDays></retention></" + root + ">");
        configuration.load();
        assertThat(monitor().getFaults()).isEmpty();
        assertThat(ModelRegistry.stages())
                .isEqualTo(new Stages(List.of(
                        new Stage("dev", true, Policy.OPEN),
                        new Stage("live", true, new Policy(false, null, null, 1, null, false)))));
        assertThat(configuration.retention()).isEqualTo(new Retention(null, 3, null));

        Files.writeString(file, sound.replace("<name>live</name>", "<name>dev</name>"));
        configuration.load();
        assertThat(ModelRegistry.get().stages().names()).containsExactly("dev");
        assertThat(monitor().isActivated()).isTrue();
        assertThat(jenkins.createWebClient().goTo("manage").asNormalizedText())
                .contains("The configuration of Model Delivery has a fault", "'dev' is there twice");

        Files.writeString(
                file, sound.replace("<name>dev</name>", "<name>newest</name>").replace("<name>live</name>", ""));
        configuration.load();
        assertThat(ModelRegistry.stages()).isEqualTo(Stages.DEFAULT);
        assertThat(monitor().getFaults()).hasSize(3);

        Files.writeString(
                file,
                sound.replace("<otherFolders>", "<retention><keepNewest>-5</keepNewest></retention><otherFolders>"));
        configuration.load();
        assertThat(configuration.retention()).isEqualTo(Retention.EVERYTHING);
        assertThat(monitor().getFaults()).singleElement().asString().contains("too little to keep");

        Files.writeString(file, "<half");
        configuration.load();
        assertThat(ModelRegistry.stages()).isEqualTo(Stages.DEFAULT);
        assertThat(configuration.isOtherFolders()).isFalse();
        assertThat(monitor().getFaults()).singleElement().asString().contains("cannot be read");

        configuration.setStages(List.of(new StageConfiguration("dev")));
        assertThat(monitor().isActivated()).isFalse();
        assertThat(new ModelDeliveryConfiguration().current().names()).containsExactly("dev");
    }

    @Test
    void administratorsConfigureAndNobodyElse() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
        WebClient manager = jenkins.createWebClient().login("manager");
        assertThat(manager.goTo("configure").getByXPath("//input[@name='_.otherFolders']"))
                .isEmpty();
        assertThat(jenkins.createWebClient()
                        .login("admin")
                        .goTo("configure")
                        .getByXPath("//input[@name='_.otherFolders']"))
                .hasSize(1);
        String base = "descriptorByName/" + StageConfiguration.class.getName();
        assertThat(checked(manager, base + "/checkName?value=X")).contains("<div/>");
        WebClient admin = jenkins.createWebClient().login("admin");
        assertThat(checked(admin, base + "/checkName?value=X")).contains("is no name of a stage");
        assertThat(checked(admin, base + "/checkName?value=prod")).contains("<div/>");
        for (String check : List.of(
                base + "/checkName",
                base + "/checkColor",
                "descriptorByName/" + RetentionConfiguration.class.getName() + "/checkKeepNewest",
                "descriptorByName/" + RetentionConfiguration.class.getName() + "/checkKeepDays",
                "descriptorByName/" + DriftDefaults.class.getName() + "/checkMinRows",
                "descriptorByName/" + StagePolicy.class.getName() + "/checkDriftDays",
                "descriptorByName/" + StagePolicy.class.getName() + "/checkApprovals",
                "descriptorByName/" + StagePolicy.class.getName() + "/checkMinimumStayHours",
                "descriptorByName/" + StageDemands.class.getName() + "/checkStage",
                "descriptorByName/" + StageDemands.class.getName() + "/fillStageItems")) {
            admin.assertFails(check + "?value=1", 404);
        }
    }

    @Test
    void fieldsAreChecked() {
        StageConfiguration.DescriptorImpl stage = descriptor(StageConfiguration.class);
        assertThat(stage.doCheckColor("green")).isEqualTo(FormValidation.ok());
        assertThat(stage.doCheckColor("")).isEqualTo(FormValidation.ok());
        assertThat(stage.doCheckColor("gren").getMessage()).contains("is no colour", "#rrggbb");
        assertThat(stage.doCheckName("").getMessage()).contains("is no name of a stage");
        assertThat(stage.doCheckName("latest").getMessage()).contains("has a meaning of its own");
        DriftDefaults.DescriptorImpl drift = descriptor(DriftDefaults.class);
        assertThat(drift.doCheckDrift("0.2", "0.3").getMessage()).contains("larger than the drift threshold 0.2");
        assertThat(drift.doCheckDrift("0.2", "much")).isEqualTo(FormValidation.ok());
        assertThat(drift.doCheckDrift("0.2", "")).isEqualTo(FormValidation.ok());
        assertThat(drift.doCheckWarning("0.1")).isEqualTo(FormValidation.ok());
        assertThat(drift.doCheckWarning("much").getMessage()).contains("much", "which is no number");
        assertThat(drift.doCheckDrift("much", "").getMessage()).contains("much", "which is no number");
        assertThat(drift.doCheckAlpha("1").getMessage()).contains("alpha is 1");
        assertThat(drift.doCheckShare("2").getMessage()).contains("share is 2");
        assertThat(drift.doCheckMinRows("0").getMessage()).contains("minRows is 0");
        assertThat(drift.doCheckMinRows("")).isEqualTo(FormValidation.ok());
        DriftDefaults wrong = new DriftDefaults();
        wrong.setStatistic("kss");
        wrong.setCorrection("bonf");
        assertThatThrownBy(() -> ModelDeliveryConfiguration.get().setDrift(wrong))
                .hasMessageContainingAll("'kss'", "'ks'", "'bonf' is no correction");
        StagePolicy.DescriptorImpl policy = descriptor(StagePolicy.class);
        assertThat(policy.doCheckDriftDays(null, null, "")).isEqualTo(FormValidation.ok());
        assertThat(policy.doCheckDriftDays(null, null, "7")).isEqualTo(FormValidation.ok());
        assertThat(policy.doCheckDriftDays(null, null, "0").getMessage()).contains("cannot be 0 days old");
        assertThat(policy.doCheckDriftDays(null, null, "soon").getMessage()).contains("no whole number");
        assertThat(policy.doCheckApprovals(null, null, "-1").getMessage()).contains("cannot approve");
        assertThat(policy.doCheckMinimumStayHours(null, null, "99999999").getMessage())
                .contains("Give at most");
    }

    @Test
    void oldVersionsGoOnlyWhenARetentionSaysSo() throws Exception {
        Registry registry = ModelRegistry.get();
        ModelName name = new ModelName("m");
        for (byte i = 0; i < 5; i++) {
            BlobRef blob = registry.store("m.bin", new ByteArrayInputStream(new byte[] {i}), null);
            registry.register(
                    name,
                    new NewVersion("other", blob, Map.of(), null, null, Map.of(), null, null, null, null),
                    Actor.user("test"));
        }
        RetentionWork work =
                jenkins.jenkins.getExtensionList(RetentionWork.class).get(0);
        work.execute(TaskListener.NULL);
        assertThat(registry.get(name).versions()).hasSize(5);
        RetentionConfiguration retention = new RetentionConfiguration();
        retention.setKeepNewest(2);
        ModelDeliveryConfiguration.get().setRetention(retention);
        registry.changes(name, Actor.user("test")).alias("keep", 1);
        work.execute(TaskListener.NULL);
        assertThat(registry.get(name).versions()).containsOnlyKeys(1, 4, 5);
    }

    /** Every field of every form of this package has a help of its own. */
    @Test
    void everyFieldHasHelp() throws Exception {
        assertHelp(
                ModelDeliveryConfiguration.get(), "stages", "retention", "drift", "buildDescriptions", "otherFolders");
        assertHelp(
                descriptor(DriftDefaults.class),
                "statistic",
                "warning",
                "drift",
                "alpha",
                "correction",
                "share",
                "minRows");
        assertHelp(descriptor(RetentionConfiguration.class), "keepNewest", "keepDays", "keepTags");
        assertHelp(
                descriptor(StageConfiguration.class),
                "name",
                "label",
                "description",
                "color",
                "capacity",
                "replaced",
                "policy");
        assertHelp(
                descriptor(StagePolicy.class),
                "inOrder",
                "validation",
                "driftDays",
                "approvals",
                "minimumStayHours",
                "sameCommit");
        assertHelp(descriptor(StageDemands.class), "stage", "policy");
        assertHelp(descriptor(ModelDeliveryFolderProperty.class), "stages");
    }

    private void assertHelp(Descriptor<?> descriptor, String... fields) throws Exception {
        for (String field : fields) {
            String help = "descriptorByName/" + descriptor.getId() + "/help/" + field;
            assertThat(jenkins.createWebClient()
                            .goTo(help, null)
                            .getWebResponse()
                            .getContentAsString())
                    .as(help)
                    .contains("<div>");
        }
    }

    private static ConfigurationMonitor monitor() {
        return Jenkins.get().getExtensionList(ConfigurationMonitor.class).get(0);
    }

    @SuppressWarnings("unchecked")
    private <D extends Descriptor<?>> D descriptor(Class<?> type) {
        return (D) jenkins.jenkins.getDescriptorOrDie((Class) type);
    }

    private String checked(WebClient client, String path) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getContentAsString();
    }
}
