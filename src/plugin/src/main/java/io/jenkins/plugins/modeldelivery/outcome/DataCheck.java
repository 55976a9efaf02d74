package io.jenkins.plugins.modeldelivery.outcome;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** How a data check went: {@code c.passed}, {@code c.failures}, {@code c.rows}. */
public final class DataCheck implements Serializable {
    private static final long serialVersionUID = 1L;

    private final DataCheckResult.Level level;
    private final String summary;
    private final long rows;
    private final ArrayList<String> failures;

    public DataCheck(@NonNull DataCheckResult result) {
        this.level = result.level();
        this.summary = result.summary();
        this.rows = result.data().rows();
        this.failures = new ArrayList<>(result.failures());
    }

    /** {@code ok}, {@code unstable} or {@code failure}. */
    @Whitelisted
    public String getLevel() {
        return level.toString();
    }

    /** Whether every expectation is fulfilled. */
    @Whitelisted
    public boolean isPassed() {
        return level == DataCheckResult.Level.OK;
    }

    /** Rows of the data. */
    @Whitelisted
    public long getRows() {
        return rows;
    }

    /** One sentence for each expectation that is not fulfilled. */
    @Whitelisted
    public List<String> getFailures() {
        return new ArrayList<>(failures);
    }

    /** The verdict as one sentence. */
    @Whitelisted
    public String getSummary() {
        return summary;
    }

    @Whitelisted
    @Override
    public String toString() {
        return summary;
    }
}
