package io.jenkins.plugins.modeldelivery.catalogue;

import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a trainer is called, what it is good for and what parameters it takes.
 *
 * @param name as in Jenkinsfiles
 * @param title for people
 * @param help what it does and when to choose it
 * @param tasks what it can predict
 * @param parameters in the order of the form
 */
public record TrainerInfo(String name, String title, String help, Set<Task> tasks, List<Parameter> parameters) {
    public TrainerInfo {
        tasks = Set.copyOf(tasks);
        parameters = List.copyOf(parameters);
    }

    /** The parameter of that name. */
    public Optional<Parameter> parameter(String parameter) {
        return parameters.stream().filter(p -> p.name().equals(parameter)).findFirst();
    }

    /**
     * All parameters: the given ones, and the defaults of the others.
     *
     * @param given name to value
     * @param problems receives one problem for each parameter that is unknown or out of range
     */
    public Map<String, Object> complete(Map<String, Object> given, List<Problem> problems) {
        Map<String, Object> all = new TreeMap<>();
        parameters.forEach(p -> all.put(p.name(), p.defaultValue()));
        given.forEach((key, value) -> {
            Optional<Parameter> parameter = parameter(key);
            if (parameter.isEmpty()) {
                problems.add(new Problem(
                        "Trainer " + name + " has no parameter '" + key + "'",
                        "parameter trainer",
                        Nearest.advice(
                                key, parameters.stream().map(Parameter::name).toList(), "parameters")));
                return;
            }
            try {
                all.put(key, parameter.get().parse(value));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(
                        "Parameter " + key + " of trainer " + name + " " + e.getMessage(),
                        "parameter trainer",
                        "The default is " + parameter.get().defaultValue() + "."));
            }
        });
        return all;
    }
}
