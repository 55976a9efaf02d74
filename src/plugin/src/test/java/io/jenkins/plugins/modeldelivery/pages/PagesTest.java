package io.jenkins.plugins.modeldelivery.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PagesTest {
    private static final String HOSTILE = "<b>x</b>\"'&\u2028</script><script>alert(1)</script>";

    private JenkinsRule jenkins;
    private WebClient client;

    @BeforeEach
    void open(JenkinsRule rule) throws Exception {
        jenkins = rule;
        client = rule.createWebClient();
    }

    @Test
    void emptyRegistrySaysHowToBegin() throws Exception {
        assertThat(text("model-delivery/")).contains("There is no model yet", "trainModel", "registerModel");
    }

    @Test
    void listShowsWhatServes() throws Exception {
        Shelf.of(registry(), "damage").fill("words");
        Shelf.of(registry(), "rain").register(Map.of("rmse", 12.4));
        HtmlPage page = client.goTo("model-delivery/");
        assertThat(page.asNormalizedText())
                .contains("damage", "v2", "auc 0.782", "Drift", "v3")
                .contains("rain", "rmse 12.4");
        HtmlPage model = page.getAnchorByText("damage").click();
        assertThat(model.getUrl().getPath()).endsWith("/model-delivery/model/damage/");
    }

    @Test
    void listIsSearchedAndPaged() throws Exception {
        for (int i = 0; i < ModelsPage.SIZE + 1; i++) {
            Shelf.of(registry(), String.format("model%03d", i)).register(Map.of());
        }
        assertThat(text("model-delivery/"))
                .contains("model000", "1 to 50 of 51")
                .doesNotContain("model050");
        assertThat(text("model-delivery/?page=2")).contains("model050").doesNotContain("model049");
        assertThat(text("model-delivery/?page=999")).contains("model050");
        assertThat(text("model-delivery/?q=MODEL04")).contains("model040").doesNotContain("model050");
        assertThat(text("model-delivery/?q=%3Cb%3E")).contains("No model's name contains \u201c<b>\u201d");
    }

    @Test
    void modelPageShowsStagesVersionsAndEvents() throws Exception {
        jenkins.createFreeStyleProject("damage-train");
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
        Shelf.of(registry(), "damage").fill("words");
        HtmlPage page = client.goTo("model-delivery/model/damage/2/");
        assertThat(page.asNormalizedText())
                .contains("damage v2", "In prod")
                .contains("0.791", "0.782", "0.770")
                .contains("auc 0.782 >= 0.7 words")
                .contains("3 of 12 columns drift: words")
                .contains("data/words.csv.gz", "9,815 rows", "0123456789ab", "5f2c0e7d0000")
                .contains("gradientBoosting", "trees = 300", "speed", "62 %");
        page.getAnchorByText("damage-train #7").click();
    }

    @Test
    void versionTrainedElsewhereHasAPageToo() throws Exception {
        Shelf.of(registry(), "rain").register(Map.of());
        assertThat(text("model-delivery/model/rain/1/"))
                .contains("registered without metrics", "Not validated yet", "model.onnx", "onnx");
    }

    @Test
    void ledgerPageSaysWhatWasInAStageAndWhy() throws Exception {
        Shelf.of(registry(), "damage").fill("because");
        assertThat(text("model-delivery/model/damage/ledger/"))
                .contains("What was in prod", "v2", "now", "v1", "because", "carol")
                .contains("Model created");
        assertThat(text("model-delivery/model/damage/ledger/?stage=archived")).contains("What was in archived", "v1");
        assertThat(text("model-delivery/model/damage/ledger/?stage=%3Cb%3E")).contains("What was in prod");
    }

    @Test
    void modelsOfAFolderAreBelowIt() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        Shelf.of(registry(), "team/rain").fill("words");
        Shelf.of(registry(), "snow").register(Map.of());
        HtmlPage list = client.goTo("job/team/model-delivery/");
        assertThat(list.asNormalizedText()).contains("rain").doesNotContain("snow");
        HtmlPage model = list.getAnchorByText("rain").click();
        assertThat(model.getUrl().getPath()).endsWith("/job/team/model-delivery/model/rain/");
        assertThat(client.getPage(team).asNormalizedText()).contains("Models");
        // The list of all models leads to the same page.
        HtmlPage all = client.goTo("model-delivery/");
        assertThat(all.getAnchorByText("team/rain").getHrefAttribute())
                .endsWith("/job/team/model-delivery/model/rain/");
    }

    @Test
    void modelsOfADeletedFolderAreReachable() throws Exception {
        Shelf.of(registry(), "gone/deeper/rain").register(Map.of("auc", 0.5));
        HtmlPage all = client.goTo("model-delivery/");
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
        assertThat(client.getJSON("model-delivery/api/json")
                        .getJSONObject()
                        .getJSONArray("models")
                        .size())
                .isEqualTo(7);
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
        for (String path : List.of("model-delivery/", address, address + "1/", address + "2/", address + "ledger/")) {
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
    void damageIsShownAndNothingIsOffered() throws Exception {
        fillAndDamage();
        Shelf.of(registry(), "rain").register(Map.of());
        assertThat(text("model-delivery/")).contains("damage", "Damaged", "rain");
        assertThat(text("model-delivery/model/damage/"))
                .contains("The ledger of this model is damaged", "line 3", "v1");
        assertThat(text("model-delivery/model/damage/ledger/")).contains("damaged", "Model created");
        HtmlPage version = client.goTo("model-delivery/model/damage/1/");
        assertThat(version.asNormalizedText()).contains("damaged");
        assertThat(version.getForms()).extracting(HtmlForm::getNameAttribute).doesNotContain("promote");
        JSONObject json = client.getJSON("model-delivery/model/damage/api/json").getJSONObject();
        assertThat(json.getString("damage")).contains("line 3");
    }

    @Test
    void registryThatCannotBeOpenedIsNotAnEmptyOne() throws Exception {
        ModelRegistry.closeOnTermination();
        assertThat(text("model-delivery/")).contains("registry is closed").doesNotContain("There is no model yet");
    }

    @Test
    void promotesByTheForm() throws Exception {
        Shelf shelf = Shelf.of(registry(), "damage");
        shelf.train("words", 0.8);
        shelf.validate(1, true, null, "words");
        HtmlForm form = client.goTo("model-delivery/model/damage/1/").getFormByName("promote");
        HtmlSelect to = form.getSelectByName("to");
        assertThat(to.getOptions()).extracting(o -> o.getValueAttribute()).containsExactly("staging", "prod");
        form.getInputByName("reason").setValue("looks good");
        HtmlPage after = jenkins.submit(form);
        assertThat(after.asNormalizedText()).contains("In staging");
        assertThat(text("model-delivery/model/damage/ledger/?stage=staging")).contains("looks good");
    }

    @Test
    void refusedPromotionSaysWhy() throws Exception {
        Shelf shelf = Shelf.of(registry(), "damage");
        shelf.train("words", 0.8);
        WebClient lenient = client.withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = lenient.goTo("model-delivery/model/damage/1/").getFormByName("promote");
        form.getSelectByName("to").setSelectedAttribute("prod", true);
        HtmlPage after = jenkins.submit(form);
        assertThat(after.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(after.asNormalizedText()).contains("prod");
        assertThat(registry()
                        .get(new ModelName("damage"))
                        .version(1)
                        .orElseThrow()
                        .stage())
                .isEqualTo("dev");
    }

    @Test
    void programsReadTheSame() throws Exception {
        Shelf.of(registry(), "damage").fill("words");
        JSONObject list = client.getJSON("model-delivery/api/json").getJSONObject();
        JSONObject row = list.getJSONArray("models").getJSONObject(0);
        assertThat(row.getString("name")).isEqualTo("damage");
        assertThat(row.getJSONArray("stages")
                        .getJSONObject(1)
                        .getJSONObject("champion")
                        .getInt("number"))
                .isEqualTo(2);
        JSONObject model =
                client.getJSON("model-delivery/model/damage/api/json").getJSONObject();
        assertThat(model.getJSONArray("versions").size()).isEqualTo(3);
        assertThat(model.getJSONObject("aliases").getInt("stable")).isEqualTo(2);
        JSONObject version =
                client.getJSON("model-delivery/model/damage/2/api/json").getJSONObject();
        assertThat(version.getJSONObject("lineage").getString("commit")).startsWith("5f2c0e7d");
        assertThat(version.getJSONObject("version").getJSONObject("metrics").getDouble("auc"))
                .isEqualTo(0.7823);
        assertThat(version.getJSONArray("validations")
                        .getJSONObject(0)
                        .getJSONArray("gates")
                        .getJSONObject(0)
                        .getString("outcome"))
                .isEqualTo("pass");
        JSONObject ledger = client.getJSON("model-delivery/model/damage/ledger/api/json?stage=prod")
                .getJSONObject();
        assertThat(ledger.getJSONArray("history").size()).isEqualTo(2);
        assertThat(text("model-delivery/model/damage/api/")).contains("badge.svg");
    }

    @Test
    void noDriftCheckIsNoVerdict() throws Exception {
        Shelf shelf = Shelf.of(registry(), "damage");
        shelf.train("words", 0.8);
        assertThat(text("model-delivery/model/damage/")).doesNotContain("No drift");
        shelf.drift(1, DriftResult.Level.OK, "words");
        assertThat(text("model-delivery/model/damage/")).contains("No drift");
    }

    /** Fills a model, and makes the third line of its ledger another one than was written. */
    private static void fillAndDamage() throws Exception {
        try (Registry offline = Registry.open(ModelRegistry.directory(), Stages.DEFAULT)) {
            Shelf.of(offline, "damage").fill("words");
        }
        try (Stream<Path> files = Files.walk(ModelRegistry.directory())) {
            Path ledger =
                    files.filter(f -> f.endsWith("ledger.ndjson")).findFirst().orElseThrow();
            List<String> lines = Files.readAllLines(ledger);
            lines.set(2, lines.get(2).replace("words", "other"));
            Files.writeString(ledger, String.join("\n", lines) + "\n");
        }
    }

    private static Registry registry() throws IOException {
        return ModelRegistry.get();
    }

    private String text(String path) throws Exception {
        return client.goTo(path).asNormalizedText();
    }
}
