package io.jenkins.plugins.modeldelivery.upkeep;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Shows what {@link RegistryCheck} found last, and starts another one. */
@Extension
@Symbol("modelDeliveryCheck")
public final class RegistryCheckPage extends ManagementLink implements StaplerProxy {

    /** Below {@code manage/}. */
    static final String URL = "model-delivery-check";

    @Override
    public String getIconFileName() {
        return "symbol-shield-warning";
    }

    @Override
    public String getDisplayName() {
        return Messages.RegistryCheckPage_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.RegistryCheckPage_description();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /** Nothing below its address is for others. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(getRequiredPermission());
        return this;
    }

    /** What was found last; null: nothing was looked at yet. */
    @CheckForNull
    public RegistryCheck.Result getResult() {
        return RegistryCheck.get().last();
    }

    /** When that was, UTC. */
    @CheckForNull
    public String getTime() {
        RegistryCheck.Result result = getResult();
        return result == null ? null : Instant.ofEpochMilli(result.time()).toString();
    }

    /** Where the registry lies. */
    @NonNull
    public String getDirectory() {
        return ModelRegistry.directory().toString();
    }

    /** What was found of a kind, dismissed or not. */
    @NonNull
    public List<String> found(@NonNull String kind) {
        RegistryCheck.Result result = getResult();
        return result == null ? List.of() : result.found().get(RegistryCheck.Finding.valueOf(kind));
    }

    /** Starts a check, unless one is under way. */
    @RequirePOST
    public HttpResponse doCheck() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Timer.get().submit(RegistryCheck.get());
        return HttpRedirect.fromContextPath("/manage/" + URL + "/");
    }
}
