package io.jenkins.plugins.modeldelivery.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who sees and who may what: what one may not see is not there. */
@WithJenkins
class AccessTest {
    private static final List<String> OF_A_MODEL = List.of(
            "",
            "api/json",
            "badge.svg",
            "ledger/",
            "ledger/api/json",
            "1/",
            "1/api/json",
            "1/model",
            "1/training/report.html",
            "1/training/result.json",
            "1/check/3/report.html");

    private static JenkinsRule jenkins;

    /**
     * rita reads everything, tom views the models of team and no others, otto those of another folder, paula may promote in
     * team, and nora has nothing but the right to enter.
     */
    @BeforeAll
    static void people(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Folder team = rule.createProject(Folder.class, "team");
        Folder other = rule.createProject(Folder.class, "other");
        Shelf.of(ModelRegistry.get(), "team/rain").fill("words");
        Shelf.of(ModelRegistry.get(), "snow").fill("words");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("rita", "tom", "otto", "paula", "nora")
                .grant(Item.READ)
                .everywhere()
                .to("rita")
                .grant(Item.READ, Permissions.VIEW)
                .onItems(team)
                .to("tom", "paula")
                .grant(Permissions.PROMOTE)
                .onItems(team)
                .to("paula")
                .grant(Item.READ, Permissions.VIEW, Permissions.PROMOTE)
                .onItems(other)
                .to("otto"));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void everyAddressOfAModelIsThereForThoseWhoMayViewItAndForNobodyElse() throws Exception {
        for (String path : OF_A_MODEL) {
            String model = "job/team/model-delivery/model/rain/" + path;
            for (String user : List.of("admin", "rita", "tom", "paula")) {
                assertThat(status(user, model)).as("%s for %s", model, user).isEqualTo(200);
            }
            for (String user : List.of("otto", "nora")) {
                assertThat(status(user, model)).as("%s for %s", model, user).isEqualTo(404);
                assertThat(status(user, "model-delivery/folder/team/model/rain/" + path))
                        .as("by its path for %s", user)
                        .isEqualTo(404);
            }
            String absent = "job/team/model-delivery/model/absent/" + path;
            assertThat(status("otto", absent)).isEqualTo(404);
            assertThat(status("tom", absent)).isEqualTo(404);
        }
    }

    @Test
    void modelsAtTheRootAreForThoseWhoMayReadThere() throws Exception {
        for (String path : OF_A_MODEL) {
            assertThat(status("rita", "model-delivery/model/snow/" + path)).isEqualTo(200);
            assertThat(status("tom", "model-delivery/model/snow/" + path)).isEqualTo(404);
        }
    }

    @Test
    void listsNameOnlyWhatOneMayView() throws Exception {
        assertThat(page("rita", "model-delivery/")).contains("team/rain", "snow");
        assertThat(page("tom", "model-delivery/")).contains("team/rain").doesNotContain("snow");
        assertThat(page("tom", "model-delivery/api/json")).contains("team/rain").doesNotContain("snow");
        assertThat(status("otto", "model-delivery/")).isEqualTo(404);
        assertThat(status("nora", "model-delivery/")).isEqualTo(404);
        assertThat(status("nora", "model-delivery/api/json")).isEqualTo(404);
        assertThat(status("otto", "job/team/model-delivery/")).isEqualTo(404);
        assertThat(page("otto", "job/other/model-delivery/")).doesNotContain("/rain", "snow");
    }

    @Test
    void linkIsThereForThoseWhoHaveSomethingToSee() throws Exception {
        assertThat(page("tom", "")).contains("/model-delivery");
        assertThat(page("nora", "")).doesNotContain("/model-delivery");
        assertThat(page("otto", "job/other/")).doesNotContain("/job/other/model-delivery");
        assertThat(page("tom", "job/team/")).contains("/job/team/model-delivery");
    }

    @Test
    void strangersAreAskedWhoTheyAre() throws Exception {
        WebClient stranger = client(null);
        for (String path :
                List.of("model-delivery/", "model-delivery/model/snow/", "model-delivery/model/snow/badge.svg")) {
            assertThat(stranger.goTo(path, null).getUrl().getPath()).as(path).endsWith("/login");
        }
    }

    @Test
    void promotingNeedsItsPermissionAndPost() throws Exception {
        String version = "job/team/model-delivery/model/rain/3/";
        for (String user : List.of("rita", "tom")) {
            assertThat(((HtmlPage) client(user).goTo(version)).getForms())
                    .extracting(HtmlForm::getNameAttribute)
                    .doesNotContain("promote");
            assertThat(post(user, version + "promote?to=staging")).isEqualTo(403);
        }
        assertThat(post("otto", version + "promote?to=staging")).isEqualTo(404);
        assertThat(status("paula", version + "promote?to=staging")).isEqualTo(405);
        assertThat(version(3).stage()).isEqualTo("dev");
        assertThat(((HtmlPage) client("paula").goTo(version)).getForms())
                .extracting(HtmlForm::getNameAttribute)
                .contains("promote");
        // Its validation failed: the policy refuses, not the permission.
        assertThat(post("paula", version + "promote?to=staging")).isEqualTo(400);
        assertThat(post("paula", "job/team/model-delivery/model/rain/2/promote?to=nowhere"))
                .isEqualTo(400);
    }

    @Test
    void pathOfTheControllerIsForAdministrators() throws Exception {
        assertThat(page("rita", "model-delivery/model/snow/api/json"))
                .doesNotContain(jenkins.jenkins.getRootDir().getPath());
    }

    private Version version(int number) throws Exception {
        return ModelRegistry.get()
                .get(new ModelName("team/rain"))
                .version(number)
                .orElseThrow();
    }

    private WebClient client(String user) throws Exception {
        WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false);
        return user == null ? client : client.withBasicCredentials(user, user);
    }

    private int status(String user, String path) throws Exception {
        return client(user).goTo(path, null).getWebResponse().getStatusCode();
    }

    private String page(String user, String path) throws Exception {
        return client(user).goTo(path, null).getWebResponse().getContentAsString();
    }

    private int post(String user, String path) throws IOException, Exception {
        WebClient client = client(user);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        NameValuePair crumb = new NameValuePair(
                jenkins.jenkins.getCrumbIssuer().getCrumbRequestField(),
                jenkins.jenkins.getCrumbIssuer().getCrumb((jakarta.servlet.ServletRequest) null));
        request.setAdditionalHeader(crumb.getName(), crumb.getValue());
        return client.getPage(request).getWebResponse().getStatusCode();
    }
}
