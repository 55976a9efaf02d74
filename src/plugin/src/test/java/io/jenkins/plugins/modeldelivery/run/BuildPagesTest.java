package io.jenkins.plugins.modeldelivery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.views.ListViewColumn;
import io.jenkins.plugins.modeldelivery.config.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.model.experimentalflags.NewBuildPageUserExperimentalFlag;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.htmlunit.html.HtmlImage;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.tokenmacro.TokenMacro;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the pages of a build say about its models. */
@WithJenkins
class BuildPagesTest {
    private static final String HOSTILE = "auc <b>0.79</b>\"'";

    private static JenkinsRule jenkins;
    private static FreeStyleProject job;
    private static FreeStyleBuild build;

    /** rita and nina may read everything, jo the job alone; nina looks at the new build page. */
    @BeforeAll
    static void build(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Shelf.of(ModelRegistry.get(), "damage").fill("words");
        job = rule.createFreeStyleProject("train");
        build = rule.buildAndAssertSuccess(job);
        ModelBuildAction.add(
                build, new ModelFact(ModelFact.Kind.TRAINED, ModelFact.Level.OK, "damage", 2, "dev", HOSTILE, "1"));
        ModelBuildAction.add(
                build,
                new ModelFact(
                        ModelFact.Kind.VALIDATED, ModelFact.Level.WARNING, "damage", 2, "dev", "failed 1 of 3", "2"));
        ModelBuildAction.add(
                build, new ModelFact(ModelFact.Kind.PROMOTED, ModelFact.Level.OK, "damage", 2, "prod", "to prod", "3"));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("rita", "nina")
                .grant(Jenkins.READ)
                .everywhere()
                .to("jo")
                .grant(Item.READ)
                .onItems(job)
                .to("jo"));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void classicPageSummarisesAndLinks() throws Exception {
        HtmlPage page = client("rita").getPage(build);
        assertThat(page.asNormalizedText())
                .contains("Training damage v2 " + HOSTILE, "Validation damage v2 failed 1 of 3")
                .contains("Warning");
        assertThat(page.getBody().getElementsByTagName("b")).isEmpty();
        HtmlPage version = page.getAnchorByText("damage v2").click();
        assertThat(version.getUrl().getPath()).endsWith("/model-delivery/model/damage/2/");
        HtmlPage tab = client("rita").getPage(build, "models");
        assertThat(tab.asNormalizedText()).contains("Models", "Training damage v2");
    }

    @Test
    void newPageHasACardOfItsOwn() throws Exception {
        User.getById("nina", true)
                .addProperty(new UserExperimentalFlagsProperty(
                        Map.of(new NewBuildPageUserExperimentalFlag().getFlagKey(), "true")));
        HtmlPage page = client("nina").getPage(build);
        assertThat((Object) page.querySelector(".app-build__grid")).isNotNull();
        assertThat(page.asNormalizedText()).containsOnlyOnce("Validation damage v2 failed 1 of 3");
        HtmlPage tab = client("nina").getPage(build, "models");
        assertThat((Object) tab.querySelector(".app-build-bar")).isNotNull();
        assertThat(tab.asNormalizedText()).contains("Validation damage v2 failed 1 of 3");
    }

    @Test
    void whoMayNotViewTheModelGetsNoLink() throws Exception {
        HtmlPage page = client("jo").getPage(build);
        assertThat(page.asNormalizedText()).contains("damage v2");
        assertThat(page.getAnchors())
                .extracting(a -> a.getHrefAttribute())
                .noneMatch(href -> href.contains("model-delivery"));
    }

    @Test
    void historyShowsWhatWasPromoted() throws Exception {
        assertThat(build.getAction(ModelBuildAction.class).getBadge()).isEqualTo("damage v2 \u2192 prod");
        assertThat(build.getBadgeActions()).hasAtLeastOneElementOfType(ModelBuildAction.class);
        assertThat(client("rita")
                        .goTo(job.getUrl() + "buildHistory/ajax")
                        .getWebResponse()
                        .getContentAsString())
                .contains("damage v2 \u2192 prod");
    }

    @Test
    void aColumnOfListViewsShowsTheLastBuildAndTheChampion() throws Exception {
        ListView view = new ListView("models", jenkins.jenkins);
        view.add(job);
        view.getColumns().add(new ModelsColumn());
        jenkins.jenkins.addView(view);
        HtmlPage page = client("rita").getPage(view);
        assertThat(page.asNormalizedText()).contains("damage v2 Promotion, #1");
        assertThat(page.getAnchorByText("damage v2").getHrefAttribute()).endsWith("/model-delivery/model/damage/2/");
        assertThat(page.<HtmlImage>getFirstByXPath("//img[contains(@src, 'model-badge')]")
                        .getSrcAttribute())
                .endsWith("model-badge/badge.svg?model=damage");
        page = client("jo").getPage(view);
        assertThat(page.asNormalizedText()).contains("damage v2 Promotion, #1");
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain("model-delivery/model", "model-badge");
        assertThat(ListViewColumn.createDefaultInitialColumnList(view)).noneMatch(ModelsColumn.class::isInstance);
    }

    @Test
    void tokensTellMailsOfTheBuild() throws Exception {
        assertThat(expand("${MODEL_NAME} v${MODEL_VERSION} in ${MODEL_STAGE}")).isEqualTo("damage v2 in prod");
        assertThat(expand("${MODEL_VERSION, model=\"damage\"}|${MODEL_VERSION, model=\"other\"}|"))
                .isEqualTo("2||");
        assertThat(expand("${MODEL_SUMMARY}").lines())
                .containsExactly(
                        "Training damage v2: " + HOSTILE,
                        "Validation damage v2: failed 1 of 3",
                        "Promotion damage v2: to prod");
        assertThat(expand("${MODEL_SUMMARY, escapeHtml=true}")).doesNotContain("<b>");
        String metric = ModelRegistry.get()
                .get(new ModelName("damage"))
                .version(2)
                .orElseThrow()
                .facts()
                .metrics()
                .keySet()
                .iterator()
                .next();
        assertThat(Double.valueOf(expand("${MODEL_METRIC, metric=\"" + metric + "\"}")))
                .isFinite();
        assertThatThrownBy(() -> expand("${MODEL_METRIC, metric=\"" + metric + "x\"}"))
                .rootCause()
                .hasMessageContaining("damage v2 has no metric '" + metric + "x'. Did you mean '" + metric + "'?");
    }

    private static String expand(String text) throws Exception {
        return TokenMacro.expandAll(build, TaskListener.NULL, text);
    }

    @Test
    void theConfigurationMayDescribeBuilds() throws Exception {
        FreeStyleBuild other = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("described"));
        ModelFact trained = new ModelFact(ModelFact.Kind.TRAINED, ModelFact.Level.OK, "damage", 2, "dev", "auc", "1");
        ModelFact promoted =
                new ModelFact(ModelFact.Kind.PROMOTED, ModelFact.Level.OK, "damage", 2, "staging", "", "2");
        ModelBuildAction.add(other, trained);
        assertThat(other.getDescription()).isNull();
        ModelDeliveryConfiguration.get().setBuildDescriptions(true);
        try {
            ModelBuildAction.add(other, trained);
            assertThat(other.getDescription()).isEqualTo("damage v2");
            ModelBuildAction.add(other, promoted);
            assertThat(other.getDescription()).isEqualTo("damage v2 \u2192 staging");
            other.setDescription("by hand");
            ModelBuildAction.add(other, promoted);
            assertThat(other.getDescription()).isEqualTo("by hand");
        } finally {
            ModelDeliveryConfiguration.get().setBuildDescriptions(false);
        }
    }

    @Test
    void buildWithoutModelsSaysNothingOfThem() throws Exception {
        FreeStyleBuild plain = jenkins.buildAndAssertSuccess(job);
        assertThat(plain.getActions(ModelsTab.class)).isEmpty();
        assertThat(client("rita").getPage(plain).getWebResponse().getContentAsString())
                .doesNotContain("model-delivery-facts");
    }

    @Test
    void factsSurviveARestart() throws Exception {
        build.reload();
        ModelBuildAction action = build.getAction(ModelBuildAction.class);
        assertThat(action.getLines()).hasSize(3);
        assertThat(build.getActions(ModelsTab.class).get(0).getBadge().getText())
                .isEqualTo("1");
    }

    private WebClient client(String user) throws Exception {
        return jenkins.createWebClient().withBasicCredentials(user, user);
    }
}
