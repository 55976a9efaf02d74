package io.jenkins.plugins.modeldelivery.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.model.experimentalflags.NewBuildPageUserExperimentalFlag;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.htmlunit.html.HtmlPage;
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
