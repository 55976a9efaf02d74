package io.jenkins.plugins.modeldelivery.train;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.Locale;
import org.tribuo.classification.sgd.LabelObjective;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.regression.sgd.RegressionObjective;

/**
 * Tells how far a descent is. Tribuo tells nobody, but asks for the loss of every row in every epoch: that is counted, and the
 * mean loss of the last epoch is the figure to watch.
 */
final class Epochs {

    /** Rows between two reports, which themselves thin out. */
    private static final int EVERY = 4096;

    private final Progress.Step step;
    private final long rows;
    private final String metric;

    private long seen;
    private double sum;
    private String figure;

    /**
     * @param rows of an epoch
     * @param metric name of the mean loss
     */
    Epochs(Progress.Step step, long rows, String metric) {
        this.step = step;
        this.rows = rows;
        this.metric = metric;
    }

    private <T extends SGDVector> Pair<Double, T> count(Pair<Double, T> lossAndGradient) {
        sum += lossAndGradient.getA();
        seen++;
        if (seen % rows == 0) {
            figure = String.format(Locale.ROOT, "training %s %.4g", metric, sum / rows);
            sum = 0;
        }
        if (seen % EVERY == 0 || seen % rows == 0) {
            step.done(seen, figure);
        }
        return lossAndGradient;
    }

    LabelObjective counting(LabelObjective objective) {
        return new LabelObjective() {
            @Override
            public Pair<Double, SGDVector> valueAndGradient(int truth, SGDVector prediction) {
                return lossAndGradient(truth, prediction);
            }

            @Override
            public Pair<Double, SGDVector> lossAndGradient(Integer truth, SGDVector prediction) {
                return count(objective.lossAndGradient(truth, prediction));
            }

            @Override
            public VectorNormalizer getNormalizer() {
                return objective.getNormalizer();
            }

            @Override
            public boolean isProbabilistic() {
                return objective.isProbabilistic();
            }

            @Override
            public ConfiguredObjectProvenance getProvenance() {
                return objective.getProvenance();
            }
        };
    }

    RegressionObjective counting(RegressionObjective objective) {
        return new RegressionObjective() {
            @Override
            public Pair<Double, SGDVector> loss(DenseVector truth, SGDVector prediction) {
                return lossAndGradient(truth, prediction);
            }

            @Override
            public Pair<Double, SGDVector> lossAndGradient(DenseVector truth, SGDVector prediction) {
                return count(objective.lossAndGradient(truth, prediction));
            }

            @Override
            public ConfiguredObjectProvenance getProvenance() {
                return objective.getProvenance();
            }
        };
    }
}
