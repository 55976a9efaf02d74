package io.jenkins.plugins.modeldelivery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Retention;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What administrators write as YAML: what the guide shows, what is refused, and what is given back. */
@WithJenkins
class ConfigurationAsYamlTest {

    private static final Path GUIDE = Path.of("../../docs/configuration.md");

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void unconfigured() {
        ModelDeliveryConfiguration configuration = ModelDeliveryConfiguration.get();
        configuration.setStages(null);
        configuration.setRetention(null);
        configuration.setOtherFolders(false);
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @Test
    void exportIsWhatAPersonWouldHaveWritten() throws Exception {
        apply(Util.toStringFromYamlFile(this, "ConfigurationAsCode.yml"));
        assertThat(exported()).isEqualTo(Util.toStringFromYamlFile(this, "ConfigurationAsCodeExport.yml"));
    }

    @Test
    void whatCannotBeUsedIsRefusedAndChangesNothing() throws Exception {
        refused("[{name: dev}, {name: dev}]", "'dev' is there twice");
        refused("[{name: archived}]", "'archived' has a meaning of its own");
        refused("[{name: Prod}]", "'Prod' is no name of a stage");
        refused("[]", "There is no stage");
        refused("[{name: prod, color: 'url(x)'}]", "stage prod, color: 'url(x)' is no colour");
        refused("[{name: prod, capacity: many-many}]", "stage prod, capacity: There is no 'many-many'");
        refused("[{name: prod, policy: {validation: pass}}]", "Did you mean 'passed'?");
        refused("[{name: prod, policy: {driftDays: 0}}]", "stage prod, driftDays: A drift check cannot be 0 days old");
        refused("[{name: prod, policy: {approvals: -1}}]", "-1 people cannot approve");
        refused("[{name: prod, policy: {minimumStayHours: -1}}]", "No version stays for -1 hours");
        refused("null, retention: {keepTags: [a]}", "neither how many versions stay nor how long");
        refused("null, retention: {keepNewest: 0}", "'0' is too little to keep");
        refused("[{name: prod, polcy: {approvals: 1}}]", "polcy");
        assertThat(ModelRegistry.stages()).isEqualTo(Stages.DEFAULT);
        assertThat(ModelDeliveryConfiguration.get().getRetention()).isNull();
    }

    @Test
    void guideShowsWhatWorks() throws Exception {
        Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        int found = 0;
        while (blocks.find()) {
            apply(blocks.group(1));
            found++;
        }
        assertThat(found).isEqualTo(1);
        assertThat(ModelRegistry.stages().names()).containsExactly("dev", "staging", "prod");
        assertThat(ModelRegistry.stages().last().policy())
                .isEqualTo(new Policy(true, Policy.Validation.PASSED, 7, 1, Duration.ofHours(24), true));
        assertThat(ModelDeliveryConfiguration.get().retention()).isEqualTo(new Retention(10, 90, Set.of("audit")));
        assertThat(ModelRegistry.stages(new ModelName("loans/m"))
                        .last()
                        .policy()
                        .approvals())
                .isEqualTo(2);
        assertThat(jenkins.jenkins.getACL().hasPermission2(Jenkins.ANONYMOUS2, Permissions.VIEW_BADGE))
                .isTrue();
        assertThat(jenkins.jenkins.getACL().hasPermission2(Jenkins.ANONYMOUS2, Permissions.VIEW))
                .isFalse();
    }

    private void refused(String stages, String message) {
        assertThatThrownBy(() -> apply("unclassified: {modelDelivery: {stages: " + stages + "}}"))
                .as(stages)
                .isInstanceOf(ConfiguratorException.class)
                .satisfies(e -> assertThat(told(e)).contains(message));
    }

    /** What an administrator reads: the message of the exception, and of its causes. */
    private static String told(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }

    private void apply(String yaml) throws Exception {
        Path file = directory.resolve("jenkins.yaml");
        Files.writeString(file, yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String exported() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        Mapping unclassified = Util.getUnclassifiedRoot(context);
        return Util.toYamlString(unclassified.get("modelDelivery"));
    }
}
