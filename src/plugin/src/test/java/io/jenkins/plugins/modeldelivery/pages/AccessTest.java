package io.jenkins.plugins.modeldelivery.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.security.csrf.CrumbIssuer;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
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
            "card/",
            "card/api/json",
            "card/model-card.md",
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
        for (String path : List.of("model-delivery/", "model-delivery/model/snow/", "model-delivery/model/snow/1/")) {
            assertThat(stranger.goTo(path, null).getUrl().getPath()).as(path).endsWith("/login");
        }
    }

    @Test
    void actingNeedsItsPermissionAndPost() throws Exception {
        String model = "job/team/model-delivery/model/rain/";
        for (String user : List.of("rita", "tom")) {
            for (String page : List.of("", "3/", "card/")) {
                assertThat(((HtmlPage) client(user).goTo(model + page))
                                .getByXPath("//form[@method='post'] | //button[@data-model-delivery-dialog]"))
                        .as(page)
                        .isEmpty();
            }
        }
        String[] acts = {
            "3/promote?to=staging",
            "3/archive",
            "3/review?stage=staging&opinion=approved",
            "3/alias?alias=best",
            "3/tag?key=a&value=b",
            "3/removeTag?key=team",
            "3/delete",
            "rollback?stage=prod",
            "removeAlias?alias=stable",
            "tag?key=a&value=b",
            "removeTag?key=a",
            "move?to=/team/snow",
            "delete",
            "card/edit?purpose=words"
        };
        Model before = ModelRegistry.get().get(new ModelName("team/rain"));
        for (String act : acts) {
            assertThat(post("rita", model + act)).as(act).isEqualTo(403);
            assertThat(post("tom", model + act)).as(act).isEqualTo(403);
            assertThat(post("otto", model + act)).as(act).isEqualTo(404);
            assertThat(status("paula", model + act)).as(act).isEqualTo(405);
        }
        // Promoting is not configuring and not deleting.
        for (String act : List.of(
                "3/delete",
                "tag?key=a&value=b",
                "removeTag?key=a",
                "move?to=/team/snow",
                "delete",
                "card/edit?purpose=x")) {
            assertThat(post("paula", model + act)).as(act).isEqualTo(403);
        }
        assertThat(ModelRegistry.get().get(new ModelName("team/rain"))).isEqualTo(before);
        assertThat(((HtmlPage) client("paula").goTo(model + "3/")).getForms())
                .extracting(HtmlForm::getNameAttribute)
                .contains("to-staging")
                .doesNotContain("delete");
        assertThat(post("paula", model + "2/promote?to=nowhere")).isEqualTo(400);
    }

    @Test
    void programsAreToldInJson() throws Exception {
        String model = "job/team/model-delivery/model/";
        assertThat(error("tom", 404, model + "absent/1/promote?to=prod").getString("error"))
                .isEqualTo("There is no model \u201cabsent\u201d here, or it is not yours to see");
        assertThat(error("tom", 404, model + "rain/17/promote?to=prod").getString("error"))
                .isEqualTo("Model \u201cteam/rain\u201d has no version 17");
        assertThat(error("tom", 403, model + "rain/3/promote?to=staging").getString("error"))
                .isEqualTo("tom is missing the Models/Promote permission");
        JSONObject stage = error("paula", 400, model + "rain/3/promote?to=stagin");
        assertThat(stage.getString("error")).contains("Did you mean 'staging'?");
        assertThat(stage.getString("where")).isEqualTo("to");
        assertThat(error("paula", 400, model + "rain/3/promote").getString("advice"))
                .contains("parameter to");
        assertThat(error("paula", 404, model + "rain/removeAlias?alias=best").getString("error"))
                .contains("has no alias 'best'; it has stable");
        JSONObject policy = error("paula", 409, model + "rain/3/promote?to=staging");
        assertThat(policy.getString("error")).startsWith("Version 3 of 'team/rain' may not enter staging.");
        assertThat(policy.getJSONArray("missing").getString(0)).contains("validation");
        assertThat(error("paula", 409, model + "rain/2/promote?to=prod").getString("error"))
                .contains("stands in prod already");
    }

    @Test
    void pathOfTheControllerIsForAdministrators() throws Exception {
        assertThat(page("rita", "model-delivery/model/snow/api/json"))
                .doesNotContain(jenkins.jenkins.getRootDir().getPath());
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

    private int post(String user, String path) throws Exception {
        return client(user).getPage(posting(path)).getWebResponse().getStatusCode();
    }

    /** What a program that posts is told. */
    private JSONObject error(String user, int status, String path) throws Exception {
        WebRequest request = posting(path);
        request.setAdditionalHeader("Accept", "*/*");
        WebResponse response = client(user).getPage(request).getWebResponse();
        assertThat(response.getStatusCode()).as(path).isEqualTo(status);
        assertThat(response.getContentType()).as(path).isEqualTo("application/json");
        return JSONObject.fromObject(response.getContentAsString());
    }

    private static WebRequest posting(String path) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        CrumbIssuer issuer = jenkins.jenkins.getCrumbIssuer();
        request.setAdditionalHeader(
                issuer.getCrumbRequestField(), issuer.getCrumb((jakarta.servlet.ServletRequest) null));
        return request;
    }
}
