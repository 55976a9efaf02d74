package io.jenkins.plugins.modeldelivery.tool;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Computer;
import hudson.model.EnvironmentSpecific;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.NodeSpecific;
import hudson.tools.ToolDescriptor;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstaller;
import hudson.tools.ToolProperty;
import io.jenkins.plugins.modeldelivery.execution.Preparation;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** ONNX Runtime on agents: a directory that holds its jar, or the jar itself. The engine loads it; Jenkins never does. */
public final class OnnxRuntimeTool extends ToolInstallation
        implements EnvironmentSpecific<OnnxRuntimeTool>, NodeSpecific<OnnxRuntimeTool> {
    private static final long serialVersionUID = 1L;

    /** Environment variable by which the engine is told, too. */
    static final String VARIABLE = "MODEL_DELIVERY_ONNX_RUNTIME";

    /** File beside the model that tells the engine; a build that sets the variable knows better. */
    private static final String BESIDE = "onnx-runtime.path";

    @DataBoundConstructor
    public OnnxRuntimeTool(@NonNull String name, String home, List<? extends ToolProperty<?>> properties) {
        super(name, home, properties);
    }

    /**
     * Makes the first one that is configured ready on the agent of a run, and tells the engine where. Without any the engine
     * looks at its environment, and says what to do if that names none.
     */
    public static void provide(@NonNull Preparation preparation) throws IOException, InterruptedException {
        OnnxRuntimeTool[] configured = DescriptorImpl.get().getInstallations();
        Computer computer = preparation.workspace().toComputer();
        Node node = computer == null ? null : computer.getNode();
        if (configured.length == 0 || node == null) {
            return;
        }
        EnvVars environment = computer.getEnvironment();
        String home = configured[0]
                .forNode(node, preparation.listener())
                .forEnvironment(environment)
                .getHome();
        if (home != null && !home.isBlank()) {
            preparation.write(BESIDE, home);
        }
    }

    @Override
    public OnnxRuntimeTool forEnvironment(EnvVars environment) {
        return new OnnxRuntimeTool(
                getName(), environment.expand(getHome()), getProperties().toList());
    }

    @Override
    public OnnxRuntimeTool forNode(@NonNull Node node, TaskListener log) throws IOException, InterruptedException {
        return new OnnxRuntimeTool(
                getName(), translateFor(node, log), getProperties().toList());
    }

    /** For {@code tools} of a Declarative Pipeline and for freestyle jobs. */
    @Override
    public void buildEnvVars(EnvVars env) {
        if (getHome() != null) {
            env.put(VARIABLE, getHome());
        }
    }

    @Extension
    @Symbol("onnxRuntime")
    public static final class DescriptorImpl extends ToolDescriptor<OnnxRuntimeTool> {

        public DescriptorImpl() {
            load();
        }

        @NonNull
        static DescriptorImpl get() {
            return Jenkins.get().getDescriptorByType(DescriptorImpl.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.OnnxRuntimeTool_displayName();
        }

        @Override
        public List<? extends ToolInstaller> getDefaultInstallers() {
            return List.of(new OnnxRuntimeInstaller(null));
        }

        @Override
        public void setInstallations(@CheckForNull OnnxRuntimeTool... installations) {
            super.setInstallations(installations);
            save();
        }
    }
}
