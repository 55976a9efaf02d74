package io.jenkins.plugins.modeldelivery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ModelRegistryTest {

    @Test
    void theRegistryOpensOnceAndRefusesASecondWriter(JenkinsRule jenkins) throws Exception {
        assertThat(ModelRegistry.get()).isSameAs(ModelRegistry.get());
        assertThatThrownBy(() -> Registry.open(ModelRegistry.directory(), Stages.DEFAULT))
                .isInstanceOf(RegistryException.class);
        ModelRegistry.closeOnTermination();
        assertThatThrownBy(ModelRegistry::get).isInstanceOf(IOException.class).hasMessageContaining("shutting down");
        // The directory is free for the next process now.
        Registry.open(ModelRegistry.directory(), Stages.DEFAULT).close();
    }
}
