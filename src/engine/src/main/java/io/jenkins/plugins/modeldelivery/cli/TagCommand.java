package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Tags;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets and removes key-value notes. */
@Command(
        name = "tag",
        description = "Set notes on a model or on one of its versions, or remove them; without any, show them.")
final class TagCommand extends RegistryCall {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Full name of the model.")
    private String model;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "Number, stage, alias or 'newest'. Default: the model itself.")
    private String version;

    @Option(names = "--remove", paramLabel = "KEY", description = "Remove this note; may be given again.")
    private List<String> remove = List.of();

    @Parameters(arity = "0..*", paramLabel = "KEY=VALUE", description = "Notes to set.")
    private List<String> set = List.of();

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = ModelName.resolve(model, "");
        Map<String, String> wanted = wanted();
        boolean changes = !wanted.isEmpty() || !remove.isEmpty();
        try (Registry registry = changes ? openExisting() : openForReading()) {
            Integer number = version == null
                    ? null
                    : Integer.valueOf(Selector.select(registry.get(name), version, registry.stages())
                            .number());
            Changes writing = registry.changes(name, actor());
            for (Map.Entry<String, String> tag : wanted.entrySet()) {
                writing.tag(number, tag.getKey(), tag.getValue());
            }
            for (String key : remove) {
                writing.removeTag(number, key);
            }
            Model now = registry.get(name);
            Map<String, String> tags =
                    number == null ? now.tags() : now.versions().get(number).tags();
            String which = number == null ? name.value() : name + " v" + number;
            console().heading(which + (tags.isEmpty() ? " has no tags" : ""));
            tags.forEach((key, value) -> console().line("  " + key + " = " + value));
            answer(tags);
        }
        return ExitCode.OK;
    }

    /** All are checked before the first is set. */
    private Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String tag : set) {
            int sign = tag.indexOf('=');
            if (sign < 0) {
                throw new InputException("'" + tag + "' has no '='", "tags", "Write KEY=VALUE, such as team=weather.");
            }
            wanted.put(tag.substring(0, sign), tag.substring(sign + 1));
        }
        Tags.check(wanted);
        return wanted;
    }
}
