package io.jenkins.plugins.modeldelivery.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.model.Jenkins;
import jenkins.scm.impl.SingleSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Each test has folders of its own. A user may read the folder that has the user's name, and everything below. */
@WithJenkins
class ItemFollowerTest {

    private static final String STAMP = "\\d{8}T\\d{6}Z";

    private static JenkinsRule jenkins;
    private static Registry registry;

    @BeforeAll
    static void boot(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        MockAuthorizationStrategy rights = new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin");
        for (String folder : List.of(
                "old",
                "new",
                "inner",
                "outer",
                "gone",
                "nest",
                "deep",
                "source",
                "copy",
                "jobs",
                "multi",
                "branches",
                "late",
                "squat")) {
            rights.grant(Item.READ).onPaths(folder, folder + "/.*").to(folder);
        }
        jenkins.jenkins.setAuthorizationStrategy(rights);
        registry = ModelRegistry.get();
    }

    @Test
    void modelsFollowARenamedFolderAtOnce() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "old");
        folder.createProject(WorkflowJob.class, "train");
        folder.createProject(Folder.class, "sub").createProject(WorkflowJob.class, "train");
        model("old/rain");
        model("old/sub/snow");
        Instant before = Instant.now();
        int lines = moves().size();

        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            folder.renameTo("new");
        }

        assertThat(visible("new")).containsExactly("new/rain", "new/sub/snow");
        assertThat(visible("old")).isEmpty();
        assertThat(jenkins.createProject(Folder.class, "old")).isNotNull();
        assertThat(visible("old")).isEmpty();
        assertThat(registry.find(new ModelName("old/rain"))).isEmpty();
        assertThat(registry.currentName("old/sub/train", before)).isEqualTo("new/sub/train");
        // Once, although Jenkins tells of the folder, its jobs, its folder, and that one's job.
        assertThat(moves()).hasSize(lines + 1);
        Entry move = moves().get(lines);
        assertThat(move.actor().person()).isEqualTo("admin");
        assertThat(((Event.ItemMoved) move.event()).models())
                .isEqualTo(Map.of("old/rain", "new/rain", "old/sub/snow", "new/sub/snow"));
    }

    @Test
    void modelsFollowAFolderIntoAnotherOne() throws Exception {
        Folder inner = jenkins.createProject(Folder.class, "inner");
        inner.createProject(WorkflowJob.class, "train");
        Folder outer = jenkins.createProject(Folder.class, "outer");
        model("inner/rain");
        model("outer/rain");
        Instant before = Instant.now();

        Items.move(inner, outer);

        assertThat(visible("outer")).containsExactly("outer/inner/rain", "outer/rain");
        assertThat(visible("inner")).isEmpty();
        assertThat(registry.currentName("inner/train", before)).isEqualTo("outer/inner/train");

        Items.move((Folder) outer.getItem("inner"), jenkins.jenkins);

        assertThat(visible("outer")).containsExactly("outer/rain");
        assertThat(visible("inner")).containsExactly("inner/rain");
        assertThat(registry.currentName("inner/train", before)).isEqualTo("inner/train");
    }

    @Test
    void modelsOfADeletedFolderAreForAdministrators() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "gone");
        folder.createProject(WorkflowJob.class, "train");
        model("gone/rain");
        Instant before = Instant.now();

        folder.delete();
        jenkins.createProject(Folder.class, "gone").createProject(WorkflowJob.class, "train");

        assertThat(visible("gone")).isEmpty();
        assertThat(visible("admin"))
                .filteredOn(name -> name.startsWith("gone"))
                .singleElement()
                .satisfies(name -> assertThat(name).matches("gone~deleted-" + STAMP + "/rain"));
        // The versions, with all that happened to them, are still there; their job is not the one of that name now.
        assertThat(registry.currentName("gone/train", before)).matches("gone~deleted-" + STAMP + "/train");

        model("gone/rain");
        assertThat(visible("gone")).containsExactly("gone/rain");
        assertThat(registry.get(new ModelName("gone/rain")).lastNumber()).isEqualTo(1);
    }

    @Test
    void foldersInADeletedFolder() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "nest");
        folder.createProject(Folder.class, "deep");
        model("nest/rain");
        model("nest/deep/snow");
        folder.delete();
        jenkins.createProject(Folder.class, "nest").createProject(Folder.class, "deep");
        assertThat(visible("nest")).isEmpty();
        assertThat(visible("admin"))
                .filteredOn(name -> name.startsWith("nest"))
                .hasSize(2)
                .allMatch(name -> name.matches(
                        "nest~deleted-" + STAMP + "/rain|nest~deleted-" + STAMP + "/deep~deleted-" + STAMP + "/snow"));
    }

    @Test
    void aCopyOfAFolderBeginsWithoutModels() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "source");
        folder.createProject(WorkflowJob.class, "train");
        model("source/rain");
        jenkins.jenkins.copy(folder, "copy");
        assertThat(visible("copy")).isEmpty();
        assertThat(visible("source")).containsExactly("source/rain");
    }

    @Test
    void jobsTakeTheirLineageAlongAndNoModels() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "jobs");
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "train");
        model("jobs/train");
        Instant before = Instant.now();

        job.renameTo("learn");
        assertThat(registry.currentName("jobs/train", before)).isEqualTo("jobs/learn");
        assertThat(visible("jobs")).containsExactly("jobs/train");

        Folder other = folder.createProject(Folder.class, "other");
        FreeStyleProject moved = Items.move(job, other);
        assertThat(registry.currentName("jobs/train", before)).isEqualTo("jobs/other/learn");

        int lines = moves().size();
        other.copy(moved, "again");
        moved.delete();
        assertThat(visible("jobs")).containsExactly("jobs/train");
        assertThat(registry.currentName("jobs/train", before)).isEqualTo("jobs/other/learn");
        assertThat(moves()).hasSize(lines);
    }

    @Test
    void aMultibranchProjectIsAFolder() throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "multi");
        project.getSourcesList()
                .add(new BranchSource(new SingleSCMSource(
                        "main", new SingleFileSCM("Jenkinsfile", "echo 'hello'".getBytes("UTF-8")))));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        assertThat(project.getItem("main")).isNotNull();
        model("multi/rain");
        Instant before = Instant.now();
        int lines = moves().size();

        project.renameTo("branches");
        assertThat(visible("branches")).containsExactly("branches/rain");
        assertThat(visible("multi")).isEmpty();
        assertThat(registry.currentName("multi/main", before)).isEqualTo("branches/main");
        assertThat(moves()).hasSize(lines + 1);

        // A branch that goes takes nothing along.
        project.getItem("main").delete();
        assertThat(visible("branches")).containsExactly("branches/rain");

        project.delete();
        jenkins.createProject(Folder.class, "branches");
        assertThat(visible("branches")).isEmpty();
        assertThat(visible("admin")).anyMatch(name -> name.matches("branches~deleted-" + STAMP + "/rain"));
    }

    /** As after a folder was renamed while the plugin was not there; and for whoever makes a folder of a name that models have. */
    @Test
    void modelsAreNotHadForTheName() throws Exception {
        model("late/rain");
        assertThat(visible("late")).isEmpty();
        jenkins.createProject(Folder.class, "late");
        assertThat(visible("late")).isEmpty();
        assertThat(visible("admin")).anyMatch(name -> name.matches("late~earlier-" + STAMP + "/rain"));

        model("squat/rain");
        jenkins.createProject(Folder.class, "anything").renameTo("squat");
        assertThat(visible("squat")).isEmpty();
        assertThat(visible("admin")).anyMatch(name -> name.matches("squat~earlier-" + STAMP + "/rain"));
    }

    private static void model(String name) throws Exception {
        Shelf.of(registry, name).register(Map.of("auc", 0.9));
    }

    private static List<String> visible(String user) throws Exception {
        try (ACLContext ignored = ACL.as2(User.getById(user, true).impersonate2())) {
            List<ModelName> names = ModelAccess.visible();
            for (ModelName name : names) {
                assertThat(ModelAccess.has(name, Permissions.VIEW)).isTrue();
            }
            return names.stream()
                    .map(ModelName::value)
                    .filter(name -> user.equals("admin") || name.startsWith(user))
                    .toList();
        }
    }

    private static List<Entry> moves() throws Exception {
        return Ledger.read(registry.root().resolve("registry.ndjson")).entries().stream()
                .filter(entry -> entry.event() instanceof Event.ItemMoved)
                .toList();
    }
}
