package io.jenkins.plugins.modeldelivery.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.NewVersion;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import java.io.ByteArrayInputStream;
import java.util.Map;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ModelAccessTest {

    private static final ModelName SECRET = new ModelName("secret/m");
    private static final ModelName OPEN = new ModelName("open/m");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void models(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Folder secret = jenkins.createProject(Folder.class, "secret");
        Folder open = jenkins.createProject(Folder.class, "open");
        Folder closing = jenkins.createProject(Folder.class, "closing");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onFolders(open)
                .to("reader")
                .grant(Item.READ, Item.BUILD)
                .onFolders(open)
                .to("builder")
                .grant(Item.READ, Item.BUILD, Item.CONFIGURE)
                .onFolders(open, closing)
                .to("author")
                .grant(Permissions.PROMOTE)
                .onFolders(open)
                .to("blind")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        register(SECRET);
        register(OPEN);
        assertThat(secret.getFullName()).isEqualTo(SECRET.folder());
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void aModelIsGuardedByItsFolder() throws Exception {
        assertThat(allowed("reader", OPEN)).containsExactly(true, false, false);
        assertThat(allowed("builder", OPEN)).containsExactly(true, true, false);
        assertThat(allowed("author", OPEN)).containsExactly(true, true, true);
        assertThat(allowed("admin", SECRET)).containsExactly(true, true, true);
        assertThat(allowed("author", SECRET)).containsExactly(false, false, false);
    }

    @Test
    void whoMayNotSeeAModelMayDoNothingWithIt() {
        assertThat(allowed("blind", OPEN)).containsExactly(false, false, false);
    }

    @Test
    void hiddenModelsDoNotExist() throws Exception {
        try (ACLContext ignored = as("reader")) {
            assertThat(ModelAccess.find(SECRET)).isEmpty();
            assertThat(ModelAccess.find(OPEN)).isPresent();
            assertThat(ModelAccess.visible()).containsExactly(OPEN);
            assertThat(ModelAccess.visible("secret")).isEmpty();
            assertThat(ModelAccess.seesAny("")).isTrue();
            assertThat(ModelAccess.seesAny("open")).isTrue();
            assertThat(ModelAccess.seesAny("ope")).isFalse();
            assertThat(ModelAccess.seesAny("secret")).isFalse();
        }
        try (ACLContext ignored = as("admin")) {
            assertThat(ModelAccess.visible()).containsExactly(OPEN, SECRET);
        }
    }

    @Test
    void modelsOfADeletedFolderAreForAdministrators() throws Exception {
        ModelName closing = new ModelName("closing/m");
        assertThat(allowed("author", closing)).containsExactly(true, true, true);
        jenkins.jenkins.getItem("closing").delete();
        assertThat(allowed("author", closing)).containsExactly(false, false, false);
        assertThat(allowed("admin", closing)).containsExactly(true, true, true);
    }

    private static boolean[] allowed(String user, ModelName model) {
        try (ACLContext ignored = as(user)) {
            boolean[] allowed = new boolean[3];
            Permission[] asked = {Permissions.VIEW, Permissions.REGISTER, Permissions.PROMOTE};
            for (int i = 0; i < asked.length; i++) {
                allowed[i] = ModelAccess.has(model, asked[i]);
            }
            return allowed;
        }
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }

    private static void register(ModelName name) throws Exception {
        Registry registry = ModelRegistry.get();
        BlobRef blob = registry.store("m.bin", new ByteArrayInputStream(new byte[] {1}), null);
        registry.register(
                name,
                new NewVersion("other", blob, Map.of(), null, null, Map.of(), null, null, null, null),
                Actor.user("test"));
    }
}
