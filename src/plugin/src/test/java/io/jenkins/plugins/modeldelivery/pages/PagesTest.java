package io.jenkins.plugins.modeldelivery.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.modeldelivery.config.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.StageConfiguration;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.ModelQuery;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Tenure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTableRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the pages show. One Jenkins for all: each test has models of its own, and lists those of a folder of its own. */
@WithJenkins
class PagesTest {
    private static final String HOSTILE = "<b>x</b>\"'&\u2028</script><script>alert(1)</script>";

    private static JenkinsRule jenkins;

    private final WebClient client = jenkins.createWebClient();

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void emptyRegistrySaysHowToBegin() throws Exception {
        jenkins.createProject(Folder.class, "empty");
        assertThat(text("job/empty/model-delivery/")).contains("There is no model yet", "trainModel", "registerModel");
    }

    @Test
    void listShowsWhatServes() throws Exception {
        folder("serving");
        Shelf.of(registry(), "serving/damage").fill("words");
        Shelf.of(registry(), "serving/rain").register(Map.of("rmse", 12.4));
        registry()
                .changes(new ModelName("serving/rain"), Actor.user("carol"))
                .editCard(Map.of(CardField.PURPOSE, "Says whether it will rain"));
        HtmlPage page = client.goTo("job/serving/model-delivery/");
        assertThat(page.asNormalizedText())
                .contains("damage", "v2", "auc 0.782", "Drift", "v3")
                .contains("rain", "rmse 12.4", "Says whether it will rain");
        HtmlPage model = page.getAnchorByText("damage").click();
        assertThat(model.getUrl().getPath()).endsWith("/job/serving/model-delivery/model/damage/");
    }

    @Test
    void listIsSearchedSortedAndPaged() throws Exception {
        folder("many");
        for (int i = 0; i < ModelQuery.SIZE + 1; i++) {
            Shelf.of(registry(), String.format("many/model%03d", i)).register(Map.of("auc", i / 100.0));
        }
        Shelf.of(registry(), "many/model007").fill("words");
        registry().changes(new ModelName("many/model009"), Actor.user("carol")).tag(null, "team", "a&b=c+d");
        String list = "job/many/model-delivery/";
        assertThat(text(list)).contains("model000", "1 to 50 of 51").doesNotContain("model050");
        assertThat(text(list + "?page=2")).contains("model050").doesNotContain("model049");
        assertThat(text(list + "?page=999")).contains("model050");
        assertThat(text(list + "?q=MODEL04")).contains("model040").doesNotContain("model050");
        assertThat(text(list + "?q=%3Cb%3E")).contains("No model is like that");
        assertThat(text(list + "?stage=prod")).contains("model007").doesNotContain("model008");
        assertThat(text(list + "?sort=-name")).contains("model050").doesNotContain("model000");
        assertThat(text(list + "?sort=-nmae")).contains("Did you mean 'name'?", "model000");
        HtmlPage tagged = client.goTo(list + "?tag=team%3Da%26b%3Dc%2Bd&sort=-changed");
        assertThat(tagged.asNormalizedText()).contains("model009").doesNotContain("model008");
        // Filling in the form and sorting by a column keep what else was asked for.
        HtmlForm filter = tagged.getFormByName("filter");
        assertThat(filter.getInputByName("tag").getValue()).isEqualTo("team=a&b=c+d");
        filter.getInputByName("q").setValue("model00");
        HtmlPage found =
                filter.getOneHtmlElementByAttribute("button", "type", "submit").click();
        assertThat(found.getUrl().getQuery()).contains("q=model00", "sort=-changed");
        HtmlPage sorted = found.getAnchorByText("Versions").click();
        assertThat(sorted.asNormalizedText()).contains("model009").doesNotContain("model008");
        assertThat(sorted.getByXPath("//th[@aria-sort='descending']")).hasSize(1);
    }

    @Test
    void modelPageShowsStagesVersionsAndEvents() throws Exception {
        Shelf.of(registry(), "damage").fill("words");
        assertThat(text("model-delivery/model/damage/"))
                .contains("prod", "v2", "auc 0.782", "stable", "1 of 1 gates passed", "0 of 1 gates passed")
                .contains("v2 promoted from staging to prod, replacing v1 (now archived)", "by carol")
                .contains("v3 validated: 0 of 1 gates passed");
        assertThat(client.goTo("model-delivery/model/damage/").getWebResponse().getContentAsString())
                .contains("measured in a validation on data/words.csv");
    }

    @Test
    void versionPageHoldsWhatAnApproverNeeds() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("damage-train");
        job.updateNextBuildNumber(7);
        jenkins.buildAndAssertSuccess(job);
        Shelf.of(registry(), "hail").fill("words");
        HtmlPage page = client.goTo("model-delivery/model/hail/2/");
        assertThat(page.asNormalizedText())
                .contains("hail v2", "In prod")
                .contains("0.791", "0.782", "0.770")
                .contains("auc 0.782 >= 0.7 words")
                .contains("3 of 12 columns drift: words")
                .contains("data/words.csv.gz", "9,815 rows", "0123456789ab", "5f2c0e7d0000")
                .contains("gradientBoosting", "trees = 300", "speed", "62 %");
        page.getAnchorByText("damage-train #7").click();
    }

    @Test
    void versionPageShowsHowFarEachColumnWasOverTheChecks() throws Exception {
        Shelf shelf = Shelf.of(registry(), "gale");
        int version = shelf.train(HOSTILE, 0.78);
        shelf.drift(version, Map.of("speed", 0.1, "species " + HOSTILE, 0.1));
        assertThat(text("model-delivery/model/gale/1/")).contains("check 3").doesNotContain("Drift by column");
        shelf.drift(version, Map.of("speed", 0.62, "species " + HOSTILE, 0.2));
        shelf.drift(version, Map.of("speed", 1.5, "species " + HOSTILE, 1.25, "prediction", 0.4));
        HtmlPage page = client.goTo("model-delivery/model/gale/1/");
        List<String> rows = page.<HtmlTableRow>getByXPath("//table[.//*[@class='model-delivery-trend']]//tr").stream()
                .map(HtmlTableRow::asNormalizedText)
                .map(row -> row.replaceAll("\\s+", " "))
                .toList();
        // By distance times importance: 1.25 * 0.62 is more than 1.5 * 0.38; the newest check first.
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).isEqualTo("Column Trend check 5 check 4 check 3");
        assertThat(rows.get(1)).startsWith("species <b>x</b>").endsWith("1.25 0.20 0.10");
        assertThat(rows.get(2)).isEqualTo("speed 1.50 0.62 0.10");
        assertThat(rows.get(3)).startsWith("prediction 0.40").contains("\u2013");
        assertThat(page.<DomElement>getByXPath("//strong[contains(@class,'error-color')]"))
                .extracting(DomElement::getTextContent)
                .containsExactly("1.25", "1.50");
        assertThat(page.<DomElement>getByXPath("//strong[contains(@class,'warning-color')]"))
                .extracting(DomElement::getTextContent)
                .containsExactly("0.62");
        // The axis of speed reaches to 1.5, so that the threshold lies a third below the top.
        assertThat(page.<DomElement>getByXPath("//*[@class='model-delivery-trend__line']"))
                .extracting(line -> line.getAttribute("points"))
                .contains("3.0,19.8 60.0,13.6 117.0,3.0");
        assertThat(page.<DomElement>getByXPath("//*[@class='model-delivery-trend__limit']"))
                .extracting(line -> line.getAttribute("y1"))
                .contains("9.0");
    }

    @Test
    void versionTrainedElsewhereHasAPageToo() throws Exception {
        Shelf.of(registry(), "drizzle").register(Map.of());
        assertThat(text("model-delivery/model/drizzle/1/"))
                .contains("registered without metrics", "Not validated yet", "model.onnx", "onnx");
    }

    @Test
    void ledgerPageSaysWhatWasInAStageAndWhy() throws Exception {
        Shelf.of(registry(), "fog").fill("because");
        String ledger = "model-delivery/model/fog/ledger/";
        assertThat(text(ledger))
                .contains("What was in prod", "v2", "now", "v1", "because", "carol")
                .contains("Model created");
        assertThat(text(ledger + "?stage=archived")).contains("What was in archived", "v1");
        assertThat(text(ledger + "?stage=%3Cb%3E")).contains("What was in prod");
    }

    @Test
    void ledgerPageSaysWhatWasInAStageAtATime() throws Exception {
        Shelf shelf = Shelf.of(registry(), "mist");
        shelf.fill("because");
        List<Tenure> prod = registry().history(new ModelName("mist"), "prod");
        String ledger = "model-delivery/model/mist/ledger/?stage=prod&at=";
        assertThat(text(ledger + prod.get(0).from())).contains("v1 from", "moved there by carol", "because");
        assertThat(text(ledger + prod.get(1).from())).contains("v2 since");
        assertThat(text(ledger + "2020-02-29T12:00")).contains("No version stood in prod at 2020-02-29T12:00:00Z.");
        assertThat(text(ledger + "2020-02-29T12:00:30%2B02:00")).contains("at 2020-02-29T10:00:30Z.");
        assertThat(text(ledger + "2020-02-29")).contains("at 2020-02-29T00:00:00Z.");
        assertThat(text(ledger + "yesterday")).contains("\u201cyesterday\u201d is no time. Write it as");
        HtmlForm form = client.goTo("model-delivery/model/mist/ledger/").getFormByName("at");
        form.getInputByName("at").setValue("2020-02-29T12:00");
        form.getSelectByName("stage").setSelectedAttribute("staging", true);
        HtmlPage answer =
                form.getOneHtmlElementByAttribute("button", "type", "submit").click();
        assertThat(answer.asNormalizedText()).contains("No version stood in staging at 2020-02-29T12:00:00Z.");
        String page = "model-delivery/model/mist/";
        assertThat(text(page + "?at=" + prod.get(0).from()))
                .containsPattern("prod\\s+v1 from \\S+ to \\S+, moved there by carol");
        assertThat(text(page + "?at=2020-02-29")).contains("No version stood in any stage at 2020-02-29T00:00:00Z.");
        JSONObject json = client.getJSON("model-delivery/model/mist/ledger/api/json?stage=prod&at="
                        + prod.get(1).from())
                .getJSONObject();
        assertThat(json.getJSONObject("at")
                        .getJSONArray("stays")
                        .getJSONObject(0)
                        .getInt("version"))
                .isEqualTo(2);
    }

    @Test
    void everyEventHasWords() throws Exception {
        Shelf shelf = Shelf.of(registry(), "events");
        shelf.fill("words");
        Changes changes = registry().changes(new ModelName("events"), Actor.user("dora"));
        changes.review(3, "staging", Event.Opinion.APPROVED, "fine by me");
        changes.review(3, "staging", Event.Opinion.REJECTED, "not any more");
        changes.review(3, "staging", Event.Opinion.WITHDRAWN, null);
        changes.tag(null, "team", "weather");
        changes.tag(3, "ticket", "W-1");
        changes.removeTag(null, "team");
        changes.removeTag(3, "ticket");
        changes.editCard(Map.of(CardField.TRADE_OFFS, "speed for accuracy"));
        changes.editCard(Map.of(CardField.TRADE_OFFS, ""));
        changes.removeAlias("stable");
        changes.deleteVersion(3, "never used");
        registry().rename(new ModelName("events"), new ModelName("happenings"), Actor.user("dora"));
        assertThat(text("model-delivery/model/happenings/ledger/"))
                .contains("v3 approved for staging", "fine by me", "v3 rejected for staging", "not any more")
                .contains("Opinion on v3 for staging withdrawn")
                .contains("Tag team of the model set to weather", "Tag team removed from the model")
                .contains("Tag ticket of v3 set to W-1", "Tag ticket removed from v3")
                .contains("Model card: Trade-offs written", "speed for accuracy", "Model card: Trade-offs emptied")
                .contains("Alias stable removed", "v3 deleted", "never used")
                .contains("Model moved from events to happenings")
                .doesNotContain("TagSet", "CardEdited", "Reviewed", "ModelMoved", "VersionDeleted");
    }

    @Test
    void whatWasDeletedIsShownAsSuch() throws Exception {
        Shelf.of(registry(), "sleet").fill("words");
        registry().changes(new ModelName("sleet"), Actor.user("dora")).deleteVersion(3, "never used");
        assertThat(text("model-delivery/model/sleet/")).contains("Deleted versions", "deleted by dora", "never used");
        HtmlPage page = client.goTo("model-delivery/model/sleet/3/");
        assertThat(page.asNormalizedText())
                .contains("sleet v3", "This version was deleted", "by dora", "never used")
                .contains("auc", "0.699", "gradientBoosting", "data/words.csv.gz", "5f2c0e7d0000")
                .contains("v3 validated");
        assertThat(page.getBody().getByXPath("//a[@href='model']")).isEmpty();
        JSONObject json =
                client.getJSON("model-delivery/model/sleet/3/api/json").getJSONObject();
        assertThat(json.getString("reason")).isEqualTo("never used");
        assertThat(json.getJSONObject("file").getString("sha256")).hasSize(64);
        client.setThrowExceptionOnFailingStatusCode(false);
        assertThat(client.goTo("model-delivery/model/sleet/3/model", null)
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void stagesAreShownByTheirLabels() throws Exception {
        ModelDeliveryConfiguration configuration = ModelDeliveryConfiguration.get();
        List<StageConfiguration> before = configuration.getStages();
        configuration.setStages(stages());
        try {
            Shelf.of(registry(), "thaw").fill("words");
            HtmlPage page = client.goTo("model-delivery/model/thaw/");
            assertThat(page.asNormalizedText()).contains("Live traffic", "v2", "Workbench");
            String html = page.getWebResponse().getContentAsString();
            assertThat(html).contains("fill=\"#336699\"", "jenkins-!-color-green", "What customers get");
            assertThat(text("model-delivery/model/thaw/ledger/")).contains("What was in Live traffic");
            assertThat(text("model-delivery/model/thaw/3/")).contains("Live traffic v2 serves there now");
        } finally {
            configuration.setStages(before);
        }
    }

    @Test
    void modelsOfAFolderAreBelowIt() throws Exception {
        Folder team = folder("team");
        Shelf.of(registry(), "team/rain").fill("words");
        Shelf.of(registry(), "snow").register(Map.of());
        HtmlPage list = client.goTo("job/team/model-delivery/");
        assertThat(list.asNormalizedText()).contains("rain").doesNotContain("snow");
        HtmlPage model = list.getAnchorByText("rain").click();
        assertThat(model.getUrl().getPath()).endsWith("/job/team/model-delivery/model/rain/");
        assertThat(client.getPage(team).asNormalizedText()).contains("Models");
        // The list of all models leads to the same page.
        HtmlPage all = client.goTo("model-delivery/?q=team/rain");
        assertThat(all.getAnchorByText("team/rain").getHrefAttribute())
                .endsWith("/job/team/model-delivery/model/rain/");
    }

    @Test
    void modelsOfADeletedFolderAreReachable() throws Exception {
        Shelf.of(registry(), "gone/deeper/rain").register(Map.of("auc", 0.5));
        HtmlPage all = client.goTo("model-delivery/?q=gone/deeper");
        HtmlPage page = all.getAnchorByText("gone/deeper/rain").click();
        assertThat(page.asNormalizedText()).contains("rain", "gone/deeper");
    }

    /** No name of a model or folder can stand in the way of an address of ours. */
    @Test
    void modelsMayHaveAnyName() throws Exception {
        for (String name :
                List.of("api", "model", "folder", "model/folder", "folder/model/api", "ledger/1", "ledger")) {
            Shelf.of(registry(), name).register(Map.of());
            assertThat(text(Links.model(new ModelName(name)) + "1/")).contains(name.substring(name.indexOf('/') + 1));
        }
        assertThat(client.getJSON("model-delivery/api/json?q=api&tree=models[name]")
                        .getJSONObject()
                        .getJSONArray("models")
                        .size())
                .isEqualTo(2);
        assertThat(client.getJSON("model-delivery/model/api/api/json")
                        .getJSONObject()
                        .getString("name"))
                .isEqualTo("api");
    }

    @Test
    void wordsOfUsersAreWordsOnly() throws Exception {
        String model = "it's \"quoted\" \u00e4\u6f22";
        Shelf.of(registry(), model).fill(HOSTILE);
        String address = Links.model(new ModelName(model));
        registry()
                .changes(new ModelName(model), Actor.user("carol"))
                .editCard(Map.of(CardField.PURPOSE, HOSTILE, CardField.LIMITATIONS, HOSTILE));
        registry().changes(new ModelName(model), Actor.user("carol")).tag(null, "words", HOSTILE);
        registry().changes(new ModelName(model), Actor.user("carol")).tag(2, "words", HOSTILE);
        registry()
                .changes(new ModelName(model), Actor.user("carol"))
                .review(3, "staging", Event.Opinion.REJECTED, HOSTILE);
        registry().changes(new ModelName(model), Actor.user("carol")).deleteVersion(3, HOSTILE);
        for (String path : List.of(
                "model-delivery/?q=quoted",
                address,
                address + "1/",
                address + "2/",
                address + "3/",
                address + "card/",
                address + "card/edit-form",
                address + "ledger/")) {
            HtmlPage page = client.goTo(path);
            assertThat(page.getBody().getElementsByTagName("b")).as(path).isEmpty();
            assertThat(page.asNormalizedText()).as(path).contains(model);
            assertThat(page.getWebResponse().getContentAsString())
                    .as(path)
                    .doesNotContain("<b>x</b>", "alert(1)</script>");
        }
        assertThat(client.goTo(address + "2/").asNormalizedText()).contains("<b>x</b>\"'&");
    }

    @Test
    void programsReadTheSame() throws Exception {
        folder("json");
        Shelf.of(registry(), "json/damage").fill("words");
        JSONObject list = client.getJSON("job/json/model-delivery/api/json").getJSONObject();
        JSONObject row = list.getJSONArray("models").getJSONObject(0);
        assertThat(row.getString("name")).isEqualTo("json/damage");
        assertThat(row.getJSONArray("champions").getJSONObject(1).getInt("number"))
                .isEqualTo(2);
        JSONObject model =
                client.getJSON("job/json/model-delivery/model/damage/api/json").getJSONObject();
        assertThat(model.getJSONArray("versions").size()).isEqualTo(3);
        assertThat(model.getJSONObject("aliases").getInt("stable")).isEqualTo(2);
        JSONObject version = client.getJSON("job/json/model-delivery/model/damage/2/api/json")
                .getJSONObject();
        assertThat(version.getJSONObject("lineage").getString("commit")).startsWith("5f2c0e7d");
        assertThat(version.getJSONObject("version").getJSONObject("metrics").getDouble("auc"))
                .isEqualTo(0.7823);
        assertThat(version.getJSONArray("validations")
                        .getJSONObject(0)
                        .getJSONArray("gates")
                        .getJSONObject(0)
                        .getString("outcome"))
                .isEqualTo("pass");
        JSONObject ledger = client.getJSON("job/json/model-delivery/model/damage/ledger/api/json?stage=prod")
                .getJSONObject();
        assertThat(ledger.getJSONArray("history").size()).isEqualTo(2);
        assertThat(text("job/json/model-delivery/model/damage/api/")).contains("rollback");
    }

    @Test
    void noDriftCheckIsNoVerdict() throws Exception {
        Shelf shelf = Shelf.of(registry(), "calm");
        shelf.train("words", 0.8);
        assertThat(text("model-delivery/model/calm/")).doesNotContain("No drift");
        shelf.drift(1, DriftResult.Level.OK, "words");
        assertThat(text("model-delivery/model/calm/")).contains("No drift");
    }

    private static List<StageConfiguration> stages() {
        StageConfiguration dev = new StageConfiguration("dev");
        dev.setLabel("Workbench");
        dev.setColor("green");
        dev.setCapacity("many");
        StageConfiguration prod = new StageConfiguration("prod");
        prod.setLabel("Live traffic");
        prod.setDescription("What customers get");
        prod.setColor("#336699");
        return List.of(dev, new StageConfiguration("staging"), prod);
    }

    private static Folder folder(String name) throws IOException {
        return jenkins.createProject(Folder.class, name);
    }

    private static Registry registry() throws IOException {
        return ModelRegistry.get();
    }

    private String text(String path) throws Exception {
        return client.goTo(path).asNormalizedText();
    }
}
