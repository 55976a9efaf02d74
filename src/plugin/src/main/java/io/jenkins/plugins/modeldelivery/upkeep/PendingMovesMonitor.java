package io.jenkins.plugins.modeldelivery.upkeep;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.PendingMoves;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Tells of jobs and folders that have another name while their models could not follow yet. */
@Extension
@Symbol("modelDeliveryMoves")
public final class PendingMovesMonitor extends AdministrativeMonitor {

    @Override
    public String getDisplayName() {
        return Messages.PendingMovesMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getMoves().isEmpty();
    }

    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /** Oldest first. */
    @NonNull
    public List<PendingMoves.PendingMove> getMoves() {
        return PendingMoves.get().list();
    }

    /** Tries again at once. */
    @RequirePOST
    public HttpResponse doRetry() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        PendingMoves.get().retry();
        return HttpRedirect.fromContextPath("/manage/");
    }
}
