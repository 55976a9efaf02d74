package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * The ordered stages, and {@link #ARCHIVED}, which stands outside of the order.
 *
 * @param order first to last; the first is where versions are registered
 */
public record Stages(List<Stage> order) {

    /** Where replaced and retired versions stand; any number of them. */
    public static final String ARCHIVED = "archived";

    /** {@code dev}, {@code staging}, {@code prod}; the last two hold one champion each. */
    public static final Stages DEFAULT = new Stages(List.of(
            new Stage("dev", false, Policy.OPEN),
            new Stage("staging", true, Policy.NOT_FAILED),
            new Stage("prod", true, Policy.PASSED)));

    public Stages {
        order = List.copyOf(order);
    }

    /** The stage new versions are registered in. */
    public Stage first() {
        return order.get(0);
    }

    /** The stage that serves. */
    public Stage last() {
        return order.get(order.size() - 1);
    }

    /** The stage of that name; {@link #ARCHIVED} is none of them. */
    public Optional<Stage> find(String name) {
        return order.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** The names, in order, without {@link #ARCHIVED}. */
    public List<String> names() {
        return order.stream().map(Stage::name).toList();
    }
}
