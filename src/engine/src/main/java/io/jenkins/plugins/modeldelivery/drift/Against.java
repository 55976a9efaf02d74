package io.jenkins.plugins.modeldelivery.drift;

import java.util.Map;

/**
 * What the current data is compared with, as far as a profile does not tell.
 *
 * @param noun what sentences call it: {@code training}, {@code the baseline}
 * @param orders by {@link #key}: columns of numbers whose values themselves were compared
 */
record Against(String noun, Map<String, Order> orders) {

    /** The profile of the training data. */
    static final Against TRAINING = new Against("training", Map.of());

    /** What was found out from the values of a column; null: nothing. */
    Order exact(String role, String column) {
        return orders.get(key(role, column));
    }

    /** A column's place: the target may have the name of the predictions. */
    static String key(String role, String column) {
        return role + ' ' + column;
    }
}
