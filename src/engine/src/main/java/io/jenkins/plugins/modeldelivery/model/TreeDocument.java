package io.jenkins.plugins.modeldelivery.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The parts of XGBoost's JSON model that predicting takes (xgboost.readthedocs.io, "Introduction to Model IO"). Nodes are
 * numbered from 0, the root; a left child of -1 marks a leaf, whose condition is its value.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TreeDocument(Learner learner) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Learner(
            @JsonProperty("gradient_booster") GradientBooster booster,
            @JsonProperty("learner_model_param") ModelParameters parameters,
            Objective objective) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record GradientBooster(String name, Model model) {}

    /** @param groups output that each tree adds to */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Model(@JsonProperty("tree_info") int[] groups, List<Tree> trees) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ModelParameters(@JsonProperty("base_score") String baseScore) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Objective(String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Tree(
            @JsonProperty("left_children") int[] left,
            @JsonProperty("right_children") int[] right,
            @JsonProperty("split_indices") int[] columns,
            @JsonProperty("split_conditions") float[] conditions,
            @JsonProperty("default_left") int[] missingLeft) {}

    /** What every prediction starts from, before the objective's function. */
    float start() {
        float base = Float.parseFloat(learner.parameters().baseScore().replaceAll("[\\[\\]]", ""));
        return learner.objective().name().endsWith(":logistic") ? (float) -Math.log(1 / (double) base - 1) : base;
    }
}
