package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.drift.statistic.Ascending;
import io.jenkins.plugins.modeldelivery.drift.statistic.BrownForsythe;
import io.jenkins.plugins.modeldelivery.drift.statistic.Ranks;
import io.jenkins.plugins.modeldelivery.drift.statistic.Wasserstein;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;

/**
 * What two columns of numbers say where only their order and size count, not any bins.
 *
 * @param ranks of both
 * @param wasserstein in standard deviations of the reference
 * @param spread of both
 */
record Order(Ranks ranks, double wasserstein, BrownForsythe spread) {

    /** As exact as the grid is. */
    static Order of(NumericProfile reference, NumericProfile current) {
        return new Order(
                Ranks.of(reference, current),
                Wasserstein.normed(reference, current),
                BrownForsythe.of(BrownForsythe.Spread.of(reference), BrownForsythe.Spread.of(current)));
    }

    /**
     * Exact.
     *
     * @param first sorts the reference, to be used by one thread at a time
     * @param second sorts the current values
     */
    static Order of(Column.Numeric reference, Column.Numeric current, Ascending first, Ascending second) {
        float[] before = first.sort(reference.values());
        float[] after = second.sort(current.values());
        return new Order(
                Ranks.of(before, after),
                Wasserstein.normed(before, after),
                BrownForsythe.of(BrownForsythe.Spread.of(before), BrownForsythe.Spread.of(after)));
    }
}
