package io.jenkins.plugins.modeldelivery.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.AdministrativeMonitor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.PendingMoves;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What happens when the disk refuses while a folder gets another name. */
@WithJenkins
class PendingMovesTest {

    private static final ModelName RAIN = new ModelName("team/rain");

    private JenkinsRule jenkins;

    @Test
    void movesThatFailWaitAndAreToldOf(JenkinsRule rule) throws Exception {
        jenkins = rule;
        security();
        Path directory = ModelRegistry.directory();
        try (Registry registry = Registry.open(directory, Stages.DEFAULT)) {
            Shelf.of(registry, "team/rain").register(Map.of("auc", 0.9));
            Shelf.of(registry, "team/snow").register(Map.of("auc", 0.9));
        }
        Folder folder = jenkins.createProject(Folder.class, "other");
        assertThat(PendingMoves.get().list()).isEmpty();
        assertThat(ModelRegistry.get().models()).hasSize(2);
        // The folder comes by these models properly, which is not what this is about.
        PendingMoves.get().follow("team", "other", null);
        folder.renameTo("team");
        assertThat(visible("reader")).containsExactly("team/rain", "team/snow");

        Path ledger = directory.resolve("models/team%2frain/ledger.ndjson");
        Path aside = directory.resolve("aside");
        Files.move(ledger, aside);
        Files.createDirectory(ledger);
        folder.renameTo("crew");

        // Half-way: nobody gets at either, whoever makes a folder of the old name.
        assertThat(PendingMoves.get().list()).singleElement().satisfies(move -> {
            assertThat(move.getFrom()).isEqualTo("team");
            assertThat(move.getTo()).isEqualTo("crew");
            assertThat(move.getProblem()).contains("team/rain");
        });
        Folder newTeam = jenkins.createProject(Folder.class, "team");
        assertThat(visible("reader")).doesNotContain("team/rain");
        FreeStyleProject job = newTeam.createProject(FreeStyleProject.class, "train");
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        assertThat(ModelAccess.has(build, RAIN, Permissions.VIEW)).isFalse();
        assertThat(ModelAccess.outOfReach(build, RAIN, Permissions.VIEW)).contains("could not follow yet");
        newTeam.renameTo("third");
        assertThat(PendingMoves.get().list()).hasSizeGreaterThan(1);

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login("admin");
            HtmlPage page = client.goTo("manage/");
            assertThat(page.asNormalizedText())
                    .contains("team is crew now: ", "team/rain", "An earlier move must come first.");
            jenkins.submit(page.getFormByName("model-delivery-retry"));
            assertThat(PendingMoves.get().list()).hasSizeGreaterThan(1);

            // What was not done is remembered beyond a restart.
            assertThat(new PendingMoves().list())
                    .hasSameSizeAs(PendingMoves.get().list());

            client.login("auditor");
            HtmlPage seen = client.goTo("manage/");
            assertThat(seen.asNormalizedText()).contains("team is crew now: ");
            assertThat(seen.getForms())
                    .noneMatch(form -> form.getNameAttribute().startsWith("model-delivery"));
            client.assertFails("administrativeMonitor/" + PendingMovesMonitor.class.getName() + "/retry", 405);

            client.login("admin");
            // By then it may have been tried again already.
            HtmlForm retry = client.goTo("manage/").getFormByName("model-delivery-retry");
            PendingMovesMonitor monitor = AdministrativeMonitor.all().get(PendingMovesMonitor.class);
            assertThat(monitor.isActivated()).isTrue();
            jenkins.submit(client.goTo("manage/").getFormByName("model-delivery-moves-dismiss"));
            assertThat(monitor.isActivated()).isFalse();
            assertThat(monitor.isEnabled()).isTrue();
            assertThat(PendingMoves.get().list()).isNotEmpty();
            Files.delete(ledger);
            Files.move(aside, ledger);
            jenkins.submit(retry);
            assertThat(PendingMoves.get().list()).isEmpty();
            assertThat(new PendingMoves().list()).isEmpty();
            assertThat(client.goTo("manage/").asNormalizedText()).doesNotContain("team is crew now");
        }
        assertThat(visible("admin")).contains("crew/rain", "crew/snow").doesNotContain("team/rain", "third/rain");
    }

    @Test
    void aRegistryThatCannotBeOpenedLosesNoMove(JenkinsRule rule) throws Exception {
        jenkins = rule;
        security();
        Path directory = ModelRegistry.directory();
        Folder folder = jenkins.createProject(Folder.class, "team");
        try (Registry registry = Registry.open(directory, Stages.DEFAULT)) {
            Shelf.of(registry, "team/rain").register(Map.of("auc", 0.9));
        }
        Path about = directory.resolve("registry.json");
        byte[] good = Files.readAllBytes(about);
        Files.writeString(about, "{");
        try (ACLContext ignored = as("admin")) {
            folder.renameTo("crew");
        }
        assertThat(PendingMoves.get().list())
                .singleElement()
                .satisfies(move -> assertThat(move.getUser()).isEqualTo("admin"));

        Files.write(about, good);
        // By itself, within a minute.
        new PendingMoves.Retry().run();
        assertThat(PendingMoves.get().list()).isEmpty();
        assertThat(visible("reader")).containsExactly("crew/rain");
    }

    @Test
    void whatACrashLeftHalfWayIsHiddenAndTriedAgain(JenkinsRule rule) throws Exception {
        jenkins = rule;
        security();
        Path directory = ModelRegistry.directory();
        Path ledger = directory.resolve("models/team%2frain/ledger.ndjson");
        Path aside = directory.resolve("aside");
        jenkins.createProject(Folder.class, "crew");
        try (Registry registry = Registry.open(directory, Stages.DEFAULT)) {
            Shelf.of(registry, "team/rain").register(Map.of("auc", 0.9));
            Files.move(ledger, aside);
            Files.createDirectory(ledger);
            assertThatThrownBy(() -> registry.moved("team", "crew", Actor.user("admin")))
                    .hasMessageContaining("team/rain");
        }

        new PendingMoves.Retry().run();
        assertThat(PendingMoves.get().list())
                .singleElement()
                .satisfies(move -> assertThat(move.getUser()).isEqualTo("admin"));
        jenkins.createProject(Folder.class, "team");
        assertThat(visible("reader")).isEmpty();

        Files.delete(ledger);
        Files.move(aside, ledger);
        new PendingMoves.Retry().run();
        assertThat(PendingMoves.get().list()).isEmpty();
        assertThat(visible("reader")).containsExactly("crew/rain");
    }

    private void security() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }

    private static List<String> visible(String user) throws Exception {
        try (ACLContext ignored = as(user)) {
            return ModelAccess.visible().stream().map(ModelName::value).toList();
        }
    }
}
