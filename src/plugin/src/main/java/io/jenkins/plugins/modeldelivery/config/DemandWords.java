package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** What a policy demands, in words for people. */
public final class DemandWords {

    private DemandWords() {}

    /** One phrase a demand; empty when it demands nothing. */
    @NonNull
    public static List<String> of(@NonNull Policy policy) {
        List<String> words = new ArrayList<>();
        if (policy.inOrder()) {
            words.add(Messages.DemandWords_inOrder());
        }
        switch (policy.validation()) {
            case NOT_FAILED -> words.add(Messages.DemandWords_notFailed());
            case PASSED -> words.add(Messages.DemandWords_passed());
            case ANY -> {
                // Nothing is demanded.
            }
        }
        if (policy.driftDays() != null) {
            words.add(Messages.DemandWords_driftDays(policy.driftDays()));
        }
        if (policy.approvals() > 0) {
            words.add(Messages.DemandWords_approvals(policy.approvals()));
        }
        if (!policy.minimumStay().isZero()) {
            words.add(Messages.DemandWords_minimumStay(policy.minimumStay().toHours()));
        }
        if (policy.sameCommit()) {
            words.add(Messages.DemandWords_sameCommit());
        }
        return words;
    }
}
