package io.jenkins.plugins.modeldelivery.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ordered stages, and {@link #ARCHIVED}, which stands outside of the order.
 *
 * @param order first to last; the first is where versions are registered
 */
public record Stages(@JsonValue List<Stage> order) {

    /** Where replaced and retired versions stand; any number of them. */
    public static final String ARCHIVED = "archived";

    // Before DEFAULT, which is checked against it.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** {@code dev}, {@code staging}, {@code prod}; the last two hold one champion each. */
    public static final Stages DEFAULT = new Stages(List.of(
            new Stage("dev", false, Policy.OPEN),
            new Stage("staging", true, Policy.NOT_FAILED),
            new Stage("prod", true, Policy.PASSED)));

    /** @throws InputException with {@code stages} as its place, if names are not unique, not well-formed or reserved */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Stages {
        order = List.copyOf(order);
        if (order.isEmpty()) {
            throw new InputException("There is no stage", "stages", "Name at least one, such as 'prod'.");
        }
        Set<String> seen = new HashSet<>();
        for (Stage stage : order) {
            String name = stage.name();
            if (name == null || !NAME.matcher(name).matches()) {
                throw new InputException(
                        "'" + name + "' is no name of a stage",
                        "stages",
                        "Use lower-case letters, digits and '-', beginning with a letter; at most 63 characters.");
            }
            if (name.equals(ARCHIVED) || name.equals(Selector.NEWEST) || name.equals("latest")) {
                throw new InputException(
                        "'" + name + "' has a meaning of its own", "stages", "Name the stage otherwise.");
            }
            if (!seen.add(name)) {
                throw new InputException("'" + name + "' is there twice", "stages", "Give every stage its own name.");
            }
        }
    }

    /**
     * The same stages, each with a policy that also demands what another one does.
     *
     * @param policies by name of stage; those of stages that are none of these have no meaning and are left out
     */
    public Stages stricter(Map<String, Policy> policies) {
        return new Stages(order.stream()
                .map(stage -> policies.containsKey(stage.name())
                        ? stage.with(stage.policy().stricter(policies.get(stage.name())))
                        : stage)
                .toList());
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

    /** Like {@link #find}, but a missing stage is an error that names the nearest one and all there are. */
    public Stage get(String name) throws RegistryException {
        return find(name)
                .orElseThrow(() -> new RegistryException("There is no stage '" + name + "'."
                        + Nearest.of(name, names())
                                .map(near -> " Did you mean '" + near + "'?")
                                .orElse("")
                        + " The stages are " + String.join(", ", names()) + "."));
    }

    /** The stage directly before that one; empty for the first, and for one that is none of these. */
    public Optional<Stage> before(String name) {
        int index = names().indexOf(name);
        return index > 0 ? Optional.of(order.get(index - 1)) : Optional.empty();
    }

    /** Place in the order, from 0; -1 for {@link #ARCHIVED} and for stages that are no longer configured. */
    public int index(String name) {
        return names().indexOf(name);
    }

    /** The names, in order, without {@link #ARCHIVED}. */
    public List<String> names() {
        return order.stream().map(Stage::name).toList();
    }
}
