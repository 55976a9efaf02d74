package io.jenkins.plugins.modeldelivery.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the pages say when something is wrong with the registry. */
@WithJenkins
class TroublePagesTest {

    @Test
    void damageIsShownAndAClosedRegistryIsNotAnEmptyOne(JenkinsRule jenkins) throws Throwable {
        jenkins.createProject(Folder.class, "broken");
        Shelf.of(ModelRegistry.get(), "broken/damage").fill("words");
        Shelf.of(ModelRegistry.get(), "broken/rain").register(Map.of());
        Path ledger = ModelRegistry.directory().resolve("models/broken%2fdamage/ledger.ndjson");
        List<String> lines = Files.readAllLines(ledger);
        lines.set(2, lines.get(2).replace("words", "other"));
        Files.writeString(ledger, String.join("\n", lines) + "\n");
        // What the registry has read, it keeps.
        jenkins.restart();
        nothingIsOffered(jenkins.createWebClient());
        ModelRegistry.closeOnTermination();
        assertThat(jenkins.createWebClient().goTo("model-delivery/").asNormalizedText())
                .contains("registry is closed")
                .doesNotContain("There is no model yet");
    }

    private static void nothingIsOffered(WebClient client) throws Exception {
        assertThat(client.goTo("job/broken/model-delivery/").asNormalizedText()).contains("damage", "Damaged", "rain");
        String model = "job/broken/model-delivery/model/damage/";
        assertThat(client.goTo(model).asNormalizedText())
                .contains("The ledger of this model is damaged", "line 3", "v1");
        assertThat(client.goTo(model + "ledger/").asNormalizedText()).contains("damaged", "Model created");
        for (String path : List.of("", "1/", "card/")) {
            HtmlPage page = client.goTo(model + path);
            assertThat(page.asNormalizedText()).contains("damaged");
            assertThat(page.getByXPath("//form[@method='post'] | //button[@data-model-delivery-dialog]"))
                    .as(path)
                    .isEmpty();
        }
        JSONObject json = client.getJSON(model + "api/json").getJSONObject();
        assertThat(json.getString("damage")).contains("line 3");
    }
}
