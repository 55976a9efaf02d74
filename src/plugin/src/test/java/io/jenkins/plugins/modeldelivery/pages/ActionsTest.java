package io.jenkins.plugins.modeldelivery.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people and programs do by the pages is done, in their name. One Jenkins; each test has a model of its own. */
@WithJenkins
class ActionsTest {
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"[^>]*");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("erin"));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void aVersionIsPromotedByItsForm() throws Exception {
        ModelName model = shelf("forms");
        HtmlPage page = client().goTo("model-delivery/model/forms/4/");
        HtmlForm staging = page.getFormByName("to-staging");
        staging.getInputByName("reason").setValue("good numbers");
        HtmlPage after = button(staging, "formaction", "promote").click();
        assertThat(after.getUrl().getPath()).endsWith("/model/forms/4/");
        assertThat(version(model, 4).stage()).isEqualTo("staging");
        List<Version.Recorded<Event.Transitioned>> moves = model(model).transitions();
        assertThat(moves.get(moves.size() - 1).event().reason()).isEqualTo("good numbers");
        assertThat(moves.get(moves.size() - 1).actor().person()).isEqualTo("erin");

        HtmlPage reviewed =
                button(after.getFormByName("to-prod"), "value", "rejected").click();
        assertThat(reviewed.asNormalizedText()).contains("erin rejected");
        HtmlPage withdrawn =
                button(reviewed.getFormByName("to-prod"), "value", "withdrawn").click();
        assertThat(withdrawn.asNormalizedText()).contains("erin withdrew");

        HtmlForm alias = withdrawn.getFormByName("alias");
        alias.getInputByName("alias").setValue("canary");
        HtmlPage named = button(alias, "type", "submit").click();
        assertThat(model(model).aliases()).containsEntry("canary", 4);
        HtmlForm tag = named.getFormByName("tag");
        tag.getInputByName("key").setValue("ticket");
        tag.getInputByName("value").setValue("W-1 <b>");
        button(tag, "type", "submit").click();
        assertThat(version(model, 4).tags()).containsEntry("ticket", "W-1 <b>");
    }

    @Test
    void theCardIsWrittenByItsForm() throws Exception {
        ModelName model = shelf("carded");
        HtmlForm card = ((HtmlPage) client().goTo("model-delivery/model/carded/card/edit-form")).getFormByName("card");
        card.getTextAreaByName("purpose").setText("Says whether\na strike damages.");
        card.getTextAreaByName("owner").setText("Flight safety");
        HtmlPage page = button(card, "type", "submit").click();
        assertThat(page.getUrl().getPath()).endsWith("/model/carded/card/");
        assertThat(page.asNormalizedText()).contains("Says whether", "a strike damages.", "Flight safety", "by erin");
        assertThat(model(model).card().get(CardField.PURPOSE.key()).event().text())
                .isEqualTo("Says whether\na strike damages.");
        // Beside what people wrote stand the facts, and both go into the document.
        assertThat(page.asNormalizedText()).contains("Where it serves", "v2 since", "auc", "data/words.csv");
        WebResponse document = client().getPage(new WebRequest(
                        new URL(jenkins.getURL(), "model-delivery/model/carded/card/model-card.md"), HttpMethod.GET))
                .getWebResponse();
        assertThat(document.getContentType()).isEqualTo("text/markdown");
        assertThat(document.getContentAsString()).contains("# carded", "Flight safety", "data/words.csv");
        assertThat(client().goTo("model-delivery/?q=carded").asNormalizedText()).contains("Says whether");
    }

    @Test
    void dialogsPostTheirForms() throws Exception {
        ModelName model = shelf("dialogs");
        HtmlPage page = client().goTo("model-delivery/model/dialogs/");
        ((HtmlButton) page.querySelector("[data-model-delivery-dialog=rollback-prod]")).click();
        HtmlForm rollback = page.getFormByName("rollback-prod");
        rollback.getInputByName("reason").setValue("worse on Sundays");
        HtmlPage after = button(rollback, "type", "submit").click();
        assertThat(after.getUrl().getPath()).endsWith("/model-delivery/model/dialogs/");
        assertThat(model(model).champion("prod").orElseThrow().number()).isEqualTo(1);
        HtmlPage version = client().goTo("model-delivery/model/dialogs/1/");
        ((HtmlButton) version.querySelector("[data-model-delivery-dialog=archive]")).click();
        button(version.getFormByName("archive"), "type", "submit").click();
        assertThat(version(model, 1).stage()).isEqualTo("archived");
    }

    @Test
    void programsDoAllThatPagesDo() throws Exception {
        jenkins.createProject(Folder.class, "attic");
        ModelName model = shelf("program");
        String address = "model-delivery/model/program/";
        JSONObject promoted = post(address + "4/promote", "to", "staging", "reason", "r", "once", "k1");
        assertThat(promoted.getString("model")).isEqualTo("program");
        assertThat(promoted.getInt("version")).isEqualTo(4);
        assertThat(promoted.getString("url")).isEqualTo(address + "4/");
        assertThat(promoted.getJSONObject("transition").getString("from")).isEqualTo("dev");
        // The same request again does nothing and answers the same.
        assertThat(post(address + "4/promote", "to", "staging", "reason", "r", "once", "k1")
                        .toString())
                .isEqualTo(promoted.toString());
        JSONObject replaced = post(address + "4/promote", "to", "prod").getJSONObject("transition");
        assertThat(replaced.getInt("replaced")).isEqualTo(2);
        JSONObject back = post(address + "rollback", "stage", "prod", "reason", "worse");
        assertThat(back.getInt("version")).isEqualTo(2);
        assertThat(back.getJSONObject("transition").getString("kind")).isEqualTo("rollback");
        assertThat(post(address + "rollback", "stage", "prod", "version", "v1").getInt("version"))
                .isEqualTo(1);
        post(address + "1/archive", "reason", "old");
        assertThat(version(model, 1).stage()).isEqualTo("archived");
        post(address + "4/review", "stage", "prod", "opinion", "approved", "reason", "fine");
        assertThat(version(model, 4).reviews()).hasSize(1);
        post(address + "4/alias", "alias", "best");
        post(address + "removeAlias", "alias", "best");
        post(address + "4/tag", "key", "ticket", "value", "W-1");
        post(address + "4/removeTag", "key", "ticket");
        post(address + "tag", "key", "area", "value", "weather");
        assertThat(model(model).tags()).containsEntry("area", "weather");
        post(address + "removeTag", "key", "area");
        assertThat(model(model).tags()).isEmpty();
        post(address + "card/edit", "purpose", "words", "owner", "team");
        post(address + "card/edit", "owner", "");
        assertThat(model(model).card().keySet()).contains("purpose");
        post(address + "3/delete", "reason", "never used");
        assertThat(model(model).deleted()).containsKey(3);
        JSONObject moved = post(address + "move", "to", "attic/rain");
        assertThat(moved.getString("url")).isEqualTo("job/attic/model-delivery/model/rain/");
        String there = moved.getString("url");
        post(there + "removeAlias", "alias", "stable");
        assertThat(post(there + "delete", "reason", "over").getString("url")).isEqualTo("job/attic/model-delivery/");
        assertThat(ModelRegistry.get().find(new ModelName("attic/rain"))).isEmpty();
    }

    @Test
    void whatServesIsNotDeletedAndPlacesAreChecked() throws Exception {
        shelf("refused");
        String address = "model-delivery/model/refused/";
        assertThat(refused(409, address + "2/delete").getString("error")).contains("stands in prod");
        assertThat(refused(409, address + "delete").getString("error")).contains("stands in prod");
        assertThat(refused(400, address + "move", "to", "nowhere/rain").getString("error"))
                .contains("no folder \u201cnowhere\u201d");
        assertThat(refused(400, address + "move").getString("where")).isEqualTo("to");
        assertThat(refused(400, address + "2/alias", "alias", "7").getString("where"))
                .isEqualTo("alias");
        assertThat(refused(400, address + "2/review", "stage", "prod", "opinion", "maybe")
                        .getString("advice"))
                .contains("approved");
        assertThat(refused(404, address + "rollback", "stage", "prod", "version", "77")
                        .getString("error"))
                .contains("no version");
        assertThat(refused(404, address + "2/removeTag", "key", "x").getString("error"))
                .contains("has no tag 'x'");
        assertThat(refused(400, address + "card/edit", "purpose", "x".repeat(CardField.MAX_TEXT + 1))
                        .getString("error"))
                .contains("characters");
    }

    /** Every form of every page leads to something that answers a POST. */
    @Test
    void noFormLeadsNowhere() throws Exception {
        shelf("complete");
        Set<String> seen = new TreeSet<>();
        for (String page : List.of("", "2/", "4/", "card/edit-form")) {
            String address = "model-delivery/model/complete/" + page;
            Matcher form =
                    ACTION.matcher(client().goTo(address).getWebResponse().getContentAsString());
            while (form.find()) {
                if (form.group().contains("post") && !form.group(1).startsWith("/")) {
                    seen.add(form.group(1));
                    // Nothing is given, so nothing is done.
                    WebRequest request = request(address.replace("edit-form", "") + form.group(1));
                    if (!form.group(1).matches("delete|archive|edit")) {
                        assertThat(client().getPage(request).getWebResponse().getStatusCode())
                                .as("%s of %s", form.group(1), page)
                                .isEqualTo(400);
                    }
                }
            }
        }
        assertThat(seen)
                .containsExactly(
                        "../removeAlias",
                        "alias",
                        "archive",
                        "delete",
                        "edit",
                        "move",
                        "removeTag",
                        "review",
                        "rollback",
                        "tag");
    }

    private static ModelName shelf(String name) throws Exception {
        Shelf shelf = Shelf.of(ModelRegistry.get(), name);
        shelf.fill("words");
        shelf.validate(shelf.train("words", 0.81), true, 2, "words");
        return new ModelName(name);
    }

    private static Model model(ModelName name) throws Exception {
        return ModelRegistry.get().get(name);
    }

    private static Version version(ModelName name, int number) throws Exception {
        return model(name).version(number).orElseThrow();
    }

    private static HtmlButton button(HtmlForm form, String attribute, String value) {
        return form.getOneHtmlElementByAttribute("button", attribute, value);
    }

    private static WebClient client() throws Exception {
        return jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withBasicCredentials("erin", "erin");
    }

    private static JSONObject post(String path, String... parameters) throws Exception {
        return refused(200, path, parameters);
    }

    private static JSONObject refused(int status, String path, String... parameters) throws Exception {
        WebRequest request = request(path, parameters);
        WebResponse response = client().getPage(request).getWebResponse();
        assertThat(response.getStatusCode()).as(response.getContentAsString()).isEqualTo(status);
        assertThat(response.getContentType()).isEqualTo("application/json");
        return JSONObject.fromObject(response.getContentAsString());
    }

    private static WebRequest request(String path, String... parameters) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        request.setAdditionalHeader("Accept", "application/json");
        request.setAdditionalHeader(
                jenkins.jenkins.getCrumbIssuer().getCrumbRequestField(),
                jenkins.jenkins.getCrumbIssuer().getCrumb((jakarta.servlet.ServletRequest) null));
        List<org.htmlunit.util.NameValuePair> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(new org.htmlunit.util.NameValuePair(parameters[i], parameters[i + 1]));
        }
        request.setRequestParameters(pairs);
        return request;
    }
}
