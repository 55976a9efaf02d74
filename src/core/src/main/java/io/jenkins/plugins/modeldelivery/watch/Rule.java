package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.registry.Model;
import java.util.List;

/**
 * Says when something is to be started for a model. A pure function of the model's history: it says the same of the same
 * lines whenever it is asked, and whatever came after them, as long as their versions exist.
 */
public sealed interface Rule permits DriftRule, PerformanceRule, PromotionRule {

    /**
     * What happened after a line of the ledger, oldest first.
     *
     * @param seq of the line; 0: everything
     */
    List<Occurrence> after(Model model, long seq);
}
