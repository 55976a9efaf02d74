package io.jenkins.plugins.modeldelivery.upkeep;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.PendingMoves;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Tells of jobs and folders that have another name while their models could not follow yet. */
@Extension
@Symbol("modelDeliveryMoves")
public final class PendingMovesMonitor extends AdministrativeMonitor {

    /** From and to of the moves that are shown no more, until they are done or Jenkins starts again. */
    private final Set<List<String>> dismissed = ConcurrentHashMap.newKeySet();

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

    /** Those that wait and were not dismissed, oldest first. */
    @NonNull
    public List<PendingMoves.PendingMove> getMoves() {
        List<PendingMoves.PendingMove> all = PendingMoves.get().list();
        dismissed.retainAll(all.stream().map(PendingMovesMonitor::key).toList());
        return all.stream().filter(move -> !dismissed.contains(key(move))).toList();
    }

    private static List<String> key(PendingMoves.PendingMove move) {
        return List.of(move.getFrom(), move.getTo());
    }

    /** Shows what waits now no more; it is tried again all the same. */
    @RequirePOST
    public HttpResponse doDismiss() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        PendingMoves.get().list().forEach(move -> dismissed.add(key(move)));
        return HttpRedirect.fromContextPath("/manage/");
    }

    /** Tries again at once. */
    @RequirePOST
    public HttpResponse doRetry() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        PendingMoves.get().retry();
        return HttpRedirect.fromContextPath("/manage/");
    }
}
