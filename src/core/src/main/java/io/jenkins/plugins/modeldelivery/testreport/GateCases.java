package io.jenkins.plugins.modeldelivery.testreport;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import java.util.ArrayList;
import java.util.List;

/** Gates as tests. */
final class GateCases {

    private GateCases() {}

    static List<TestCase> of(String className, List<GateDecision> decisions) {
        return decisions.stream().map(decision -> of(className, decision)).toList();
    }

    private static TestCase of(String className, GateDecision decision) {
        String name = name(decision.gate());
        String level = "level: " + decision.gate().level();
        return switch (decision.outcome()) {
            case PASS -> TestCase.passed(className, name, decision.sentence());
            case FAIL -> TestCase.failed(className, name, "gate failed", decision.sentence(), level);
            case INSUFFICIENT_DATA -> TestCase.failed(className, name, "insufficient data", decision.sentence(), level);
        };
    }

    /** {@code auc min, maxDrop, by operator}: what is asked, without the numbers, which people tune. */
    private static String name(Gate gate) {
        List<String> bounds = new ArrayList<>();
        add(bounds, "min", gate.min());
        add(bounds, "max", gate.max());
        add(bounds, "minChange", gate.minChange());
        add(bounds, "maxDrop", gate.maxDrop());
        add(bounds, "maxGap", gate.maxGap());
        add(bounds, "minRatio", gate.minRatio());
        String name = bounds.isEmpty() ? gate.metric() : gate.metric() + " " + String.join(", ", bounds);
        return gate.slice() == null ? name : name + ", by " + gate.slice();
    }

    private static void add(List<String> bounds, String name, Double value) {
        if (value != null) {
            bounds.add(name);
        }
    }
}
