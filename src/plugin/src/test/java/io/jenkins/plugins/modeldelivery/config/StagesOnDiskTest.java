package io.jenkins.plugins.modeldelivery.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.StageSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is configured is known to the command line, too. */
@WithJenkins
class StagesOnDiskTest {

    private static final Policy FOUR_EYES = new Policy(false, null, null, 1, null, false);

    @Test
    void followWhatIsConfigured(JenkinsRule jenkins) throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        demand(team.createProject(Folder.class, "rain"));
        assertThat(ModelRegistry.directory())
                .as("configuring makes no registry")
                .doesNotExist();

        ModelRegistry.get();
        await(settings -> settings.folders().equals(Map.of("team/rain", Map.of("prod", FOUR_EYES))));

        team.renameTo("crew");
        await(settings -> settings.folders().keySet().equals(Set.of("crew/rain")));

        ModelDeliveryConfiguration.get()
                .setStages(List.of(new StageConfiguration("lab"), new StageConfiguration("prod")));
        await(settings -> settings.stages().names().equals(List.of("lab", "prod")));

        demand(jenkins.createProject(Folder.class, "late"));
        await(settings -> settings.folders().size() == 2);

        team.delete();
        await(settings -> settings.folders().keySet().equals(Set.of("late")));
    }

    private static void demand(Folder folder) throws Exception {
        StagePolicy policy = new StagePolicy();
        policy.setApprovals(1);
        policy.setValidation("any");
        policy.setInOrder(false);
        StageDemands demands = new StageDemands("prod");
        demands.setPolicy(policy);
        ModelDeliveryFolderProperty property = new ModelDeliveryFolderProperty();
        property.setStages(List.of(demands));
        folder.addProperty(property);
    }

    private static void await(Predicate<StageSettings> expected) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!expected.test(StageSettings.read(ModelRegistry.directory()))) {
            assertThat(Instant.now())
                    .as(() -> "still waiting with " + ModelRegistry.directory())
                    .isBefore(end);
            Thread.sleep(50);
        }
    }
}
