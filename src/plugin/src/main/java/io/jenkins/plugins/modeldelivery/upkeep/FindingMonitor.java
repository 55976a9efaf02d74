package io.jenkins.plugins.modeldelivery.upkeep;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Tells of one kind of what {@link RegistryCheck} found. */
public abstract class FindingMonitor extends AdministrativeMonitor {

    /** Lines that are shown; the others are counted, and on the page of the check. */
    private static final int SHOWN = 10;

    private final RegistryCheck.Finding kind;

    FindingMonitor(RegistryCheck.Finding kind) {
        this.kind = kind;
    }

    @Override
    public boolean isActivated() {
        return !RegistryCheck.get().found(kind).isEmpty();
    }

    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /** What is wrong, and what to do. */
    @NonNull
    public abstract String getBlurb();

    /** {@code danger} or {@code warning}. */
    @NonNull
    public abstract String getSeverity();

    /** The first sentences. */
    @NonNull
    public List<String> getLines() {
        List<String> all = RegistryCheck.get().found(kind);
        return all.subList(0, Math.min(SHOWN, all.size()));
    }

    /** How many more there are. */
    public int getMore() {
        return Math.max(0, RegistryCheck.get().found(kind).size() - SHOWN);
    }

    /** Where all of it is shown, relative to the root of Jenkins. */
    @NonNull
    public String getPage() {
        return "manage/" + RegistryCheckPage.URL + "/";
    }

    /** Shows what is found now no more. */
    @RequirePOST
    public HttpResponse doDismiss() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        RegistryCheck.get().dismiss(kind);
        return HttpRedirect.fromContextPath("/manage/");
    }
}
