package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.model.HeldOut;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well a regression does on rows whose truth nobody knows yet: direct loss estimation (DLE) as NannyML describes it. A
 * second model, learned on rows that the first did not see, says of each row how wrong the first is likely to be, from its
 * features and its prediction.
 */
public final class DirectLoss {

    /** Sampling errors to either side, as in NannyML. */
    private static final double ERRORS = 3;

    private DirectLoss() {}

    /**
     * Estimates MAE and RMSE, with a band of three sampling errors to either side: what chance does to as many rows.
     *
     * @param errors estimated absolute and squared error of each row, shape [2][rows]; NaN: none
     * @param facts about the model that estimated them
     */
    public static Map<String, Estimate> estimate(double[][] errors, HeldOut.Errors facts) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        double[] absolute =
                Arrays.stream(errors[0]).filter(v -> !Double.isNaN(v)).toArray();
        double[] squared =
                Arrays.stream(errors[1]).filter(v -> !Double.isNaN(v)).toArray();
        if (absolute.length == 0 || squared.length == 0) {
            return estimates;
        }
        double mse = Arrays.stream(squared).average().orElseThrow();
        double ofMse = ERRORS * facts.squaredDeviation() / Math.sqrt(squared.length);
        estimates.put(
                "rmse", new Estimate(Math.sqrt(mse), Math.sqrt(Math.max(0, mse - ofMse)), Math.sqrt(mse + ofMse)));
        double mae = Arrays.stream(absolute).average().orElseThrow();
        double ofMae = ERRORS * facts.absoluteDeviation() / Math.sqrt(absolute.length);
        estimates.put("mae", new Estimate(mae, Math.max(0, mae - ofMae), mae + ofMae));
        return estimates;
    }
}
