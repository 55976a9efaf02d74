package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.report.Reports;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks data before anything is made of it. */
@Command(
        name = "check",
        description = "Check data against what is expected of it, before anything is made of it.",
        footerHeading = "%nExpectations:%n",
        footer = {
            "  --expect age:min=0,max=120,missing=0.02    numbers in a range, few missing",
            "  --expect 'state:values=NY|CA'              one of these values",
            "  --expect id:unique,sensitive               no value twice; its values are told nowhere",
            "  --expect 'date:increasing,freshness=2 days'",
            "  --expect ssn:absent                        no such column",
            "  --like last-month.csv                      whatever that file suggests",
            "  --model rain --version prod                whatever that version learned from suggests",
            "What is written wins over what is read off. With level=unstable a column is told, and the check passes."
        })
final class CheckCommand extends RegistryCall {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Rows to check: one file, several separated by commas, or a pattern.")
    private String data;

    @Mixin
    private ExpectOptions expect;

    @Mixin
    private ReadingOption reading;

    @Option(names = "--model", paramLabel = "NAME", description = "Full name of the model that the data is for.")
    private String model;

    @Option(
            names = {"--version", "--stage"},
            paramLabel = "VERSION",
            description = "Stage, alias, number or 'newest' of a version whose training data is the example.")
    private String version;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the report, with the rows that fail.")
    private Path report;

    @Mixin
    private JUnitOption junit;

    @Override
    public Integer call() throws IOException, RegistryException {
        ModelName name = model == null ? null : ModelName.resolve(model, "");
        if (version != null && name == null) {
            throw new InputException("A version is named, and no model", "--version", "Add --model.");
        }
        junit.check();
        try (Scratch scratch = Scratch.create()) {
            Path file = scratch.directory().resolve("model.zip");
            Integer number = version == null ? null : example(name, file);
            DataCheckResult result = (DataCheckResult) Execution.run(
                    new DataCheckRequest(
                            name == null ? null : name.value(),
                            scratch.directory().toString(),
                            data,
                            expect.read(number == null ? null : file.toString(), number),
                            null,
                            reading.reading()),
                    progress());
            new Narrator(console()).tell(result);
            if (result.level() == DataCheckResult.Level.OK) {
                console().good(result.summary());
            } else {
                console().note(result.level() == DataCheckResult.Level.FAILURE ? "the data is refused" : "let through");
            }
            junit.write(TestSuite.of(result));
            if (report != null) {
                Files.copy(scratch.directory().resolve(Reports.FILE), report, StandardCopyOption.REPLACE_EXISTING);
            }
            answer(result);
            return Execution.exitCode(result);
        }
    }

    private int example(ModelName name, Path file) throws IOException, RegistryException {
        try (Registry registry = openForReading()) {
            Version of = Selector.select(registry.get(name), version, registry.stages());
            Stored.engineModel(registry, name, of, file);
            return of.number();
        }
    }
}
