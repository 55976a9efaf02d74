package io.jenkins.plugins.modeldelivery.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.AdministrativeMonitor;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an administrator is told of the state of the registry. */
@WithJenkins
class RegistryCheckTest {

    private static final String PAGE = "manage/model-delivery-check/";

    private JenkinsRule jenkins;

    @Test
    void administratorsAreToldOfDamage(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader"));
        // Without a registry there is nothing to look at, and none is made.
        check();
        assertThat(Files.exists(ModelRegistry.directory())).isFalse();
        assertThat(RegistryCheck.get().last()).isNull();

        Path directory = ModelRegistry.directory();
        try (Registry registry = Registry.open(directory, Stages.DEFAULT)) {
            Shelf.of(registry, "torn").register(Map.of("auc", 0.9));
        }
        Files.writeString(directory.resolve("models/torn/ledger.ndjson"), "{\"seq\":", StandardOpenOption.APPEND);
        try (JenkinsRule.WebClient admin = jenkins.createWebClient();
                JenkinsRule.WebClient auditor = jenkins.createWebClient();
                JenkinsRule.WebClient reader = jenkins.createWebClient()) {
            admin.login("admin");
            auditor.login("auditor");
            reader.login("reader");
            assertThat(text(admin, PAGE)).contains("has not been checked yet");

            Registry registry = ModelRegistry.get();
            Shelf.of(registry, "torn").register(Map.of("auc", 0.8));
            Shelf.of(registry, "sound").register(Map.of("auc", 0.9));
            jenkins.createProject(Folder.class, "gone");
            Shelf.of(registry, "gone/m").register(Map.of("auc", 0.9));
            jenkins.jenkins.getItem("gone").delete();
            check();
            assertThat(monitor(DamageMonitor.class).isActivated()).isFalse();
            assertThat(monitor(HomelessModelsMonitor.class).isActivated()).isFalse();
            assertThat(monitor(TornTailMonitor.class).isActivated()).isTrue();
            assertThat(text(admin, "manage/")).contains("models/torn/ledger.ndjson.torn-");
            assertThat(text(admin, PAGE)).contains("the ledgers of 3 models", "All of them are what was written.");

            // Dismissed until there is another one.
            admin.assertFails(monitor(TornTailMonitor.class).getUrl() + "/dismiss", 405);
            jenkins.submit(admin.goTo("manage/").getFormByName(monitor(TornTailMonitor.class).id));
            assertThat(monitor(TornTailMonitor.class).isActivated()).isFalse();
            check();
            assertThat(monitor(TornTailMonitor.class).isActivated()).isFalse();
            assertThat(text(admin, PAGE)).contains("ledger.ndjson.torn-");
            assertThat(new RegistryCheck().found(RegistryCheck.Finding.TORN)).isEmpty();

            Path ledger = directory.resolve("models/sound/ledger.ndjson");
            byte[] good = Files.readAllBytes(ledger);
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 1;
            Files.write(ledger, bad);
            Shelf.of(registry, "nowhere/m").register(Map.of("auc", 0.9));
            HtmlPage page = admin.goTo(PAGE);
            jenkins.submit(page.getFormByName("check"));
            await(() -> monitor(DamageMonitor.class).isActivated());
            assertThat(monitor(HomelessModelsMonitor.class).getLines()).containsExactly("nowhere/m");
            assertThat(text(auditor, "manage/"))
                    .contains("models/sound/ledger.ndjson: line ", "restored from a backup", "nowhere/m");
            assertThat(auditor.goTo("manage/").getForms())
                    .noneMatch(form -> form.getActionAttribute().contains("dismiss"));
            assertThat(text(auditor, PAGE)).contains("models/sound/ledger.ndjson: line ", "nowhere/m");
            assertThat(auditor.goTo(PAGE).getForms())
                    .noneMatch(form -> form.getNameAttribute().equals("check"));
            reader.assertFails(PAGE, 403);
            reader.assertFails("manage/", 403);

            // Known after a restart.
            assertThat(new RegistryCheck().found(RegistryCheck.Finding.DAMAGE))
                    .isEqualTo(RegistryCheck.get().found(RegistryCheck.Finding.DAMAGE));

            // Mended, and damaged again although dismissed before.
            jenkins.submit(admin.goTo("manage/").getFormByName(monitor(DamageMonitor.class).id));
            assertThat(monitor(DamageMonitor.class).isActivated()).isFalse();
            Files.write(ledger, good);
            check();
            Files.write(ledger, bad);
            check();
            assertThat(monitor(DamageMonitor.class).isActivated()).isTrue();
        }
    }

    private static void check() throws Exception {
        RegistryCheck.get().execute(StreamTaskListener.fromStdout());
    }

    private static <T extends AdministrativeMonitor> T monitor(Class<T> type) {
        return AdministrativeMonitor.all().get(type);
    }

    private static String text(JenkinsRule.WebClient client, String path) throws Exception {
        return client.goTo(path).asNormalizedText();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!condition.holds()) {
            assertThat(Instant.now()).as("it did not happen within two minutes").isBefore(end);
            Thread.sleep(50);
        }
    }
}
