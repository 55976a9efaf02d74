package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.drift.ProfileComparison;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.profile.ProfileFile;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, merges, shows and compares profiles. */
@Command(
        name = "profile",
        description = "Summarise data in a profile of constant size; merge, show and compare profiles.",
        footerHeading = "%nUses:%n",
        footer = {
            "  profile day1.csv --output reference.json            a profile of data, made of its own grids",
            "  profile day2.csv --like reference.json -o day2.json   on the grids of another: can be merged with it",
            "  profile reference.json day2.json --output both.json   both together, exactly",
            "  profile day2.csv --like reference.json --compare    what differs from the other",
            "  profile --model rain --version prod                 what a version learned from",
            "  profile day2.csv --model rain --version prod -o b.json   with its predictions: a baseline of drift checks",
            "The format of the file is described in docs/profile-format.md."
        })
final class ProfileCommand extends RegistryCall {

    private static final String LIKE = "Make the profiles on the same grids: with --like and the first of them.";

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Data, or profiles (names that end in .json); a pattern may be quoted.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.json",
            description = "Write the profile there.")
    private Path output;

    @Option(
            names = "--like",
            paramLabel = "FILE.json",
            description =
                    "Take grids, dictionaries and types from this profile, so that the two can be merged and compared.")
    private Path like;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Full name of a model whose version's profile is meant.")
    private String model;

    @Option(
            names = {"--version", "--stage"},
            paramLabel = "VERSION",
            description =
                    "Stage, alias, number or 'newest' of the version: without files its profile is shown, with files it is"
                            + " what --like names, and the model predicts their rows, so that checks can compare what it"
                            + " says.")
    private String version;

    @Option(names = "--target", paramLabel = "COLUMN", description = "Column that is the target and no feature.")
    private String target;

    @Option(names = "--compare", description = "Also say what differs from the profile that --like or --version names.")
    private boolean compare;

    @Option(names = "--threads", paramLabel = "NUMBER", description = "At most this many. Default: all.")
    private Integer threads;

    @Override
    public Integer call() throws IOException, RegistryException {
        try (Scratch scratch = Scratch.create();
                LoadedVersion of = version(scratch)) {
            return call(of);
        }
    }

    private Integer call(LoadedVersion of) throws IOException {
        Profile reference = like != null ? ProfileFile.read(like) : of == null ? null : of.model.profile();
        if (files.isEmpty() && (reference == null || like != null)) {
            throw new InputException(
                    "No data and no profile is given", "FILE", "Name a file, or a version with --model and --version.");
        }
        if (compare && (reference == null || files.isEmpty())) {
            throw new InputException(
                    "There is nothing to compare with",
                    "--compare",
                    "Name a profile with --like, and data or a profile.");
        }
        if (output != null && !output.toString().endsWith(".json")) {
            throw new InputException("The name of a profile ends in .json", "--output", "Write " + output + ".json.");
        }
        Profile profile = null;
        for (String file : files) {
            Profile next = read(file, reference != null ? reference : profile, of);
            profile = profile == null ? next : merged(profile, next, file);
        }
        Profile shown = profile == null ? reference : profile;
        if (output != null) {
            ProfileFile.write(output, shown);
            console().good("wrote " + output);
        }
        new ProfileTable(console()).tell(shown);
        if (!compare) {
            answer(shown);
            return ExitCode.OK;
        }
        ProfileComparison comparison = ProfileComparison.of(reference, onto(reference, shown));
        new ProfileTable(console()).tell(comparison);
        answer(comparison);
        return comparison.level() == DriftResult.Level.DRIFT ? ExitCode.REFUSED : ExitCode.OK;
    }

    /**
     * A version whose profile is meant.
     *
     * @param learned digest of the file that it learned from; null: not known
     */
    private record LoadedVersion(TrainedModel model, String learned) implements AutoCloseable {
        @Override
        public void close() {
            model.close();
        }
    }

    /** Null where none is named. */
    private LoadedVersion version(Scratch scratch) throws IOException, RegistryException {
        if (like != null && version != null) {
            throw new InputException("Two profiles are named to go by", "--like", "Leave out --like or --version.");
        }
        if ((model == null) != (version == null)) {
            throw new InputException(
                    "Of a version, model and version are needed", "--model", "Give --model and --version.");
        }
        if (version == null) {
            return null;
        }
        ModelName name = ModelName.resolve(model, "");
        try (Registry registry = openForReading()) {
            Version of = Selector.select(registry.get(name), version, registry.stages());
            Path file = scratch.directory().resolve("model.zip");
            Stored.engineModel(registry, name, of, file);
            return new LoadedVersion(TrainedModel.load(file), Stored.learnedFrom(of));
        }
    }

    /** A profile, or one of data; on the grids of another if there is one, with the predictions of the model if there is one. */
    private Profile read(String file, Profile grids, LoadedVersion of) throws IOException {
        Source source = Source.of(file);
        if (source.files().size() == 1 && ProfileFile.is(source.files().get(0))) {
            return ProfileFile.read(source.files().get(0));
        }
        int most = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (of != null) {
            return predicted(file, of, most);
        }
        if (grids != null) {
            List<Signature.Field> fields = grids.features().stream()
                    .map(f -> new Signature.Field(f.name(), f.kind(), null, null, null, 0))
                    .toList();
            Frame frame = DataReader.read(source, fields, List.of(), most, progress());
            Column labels = grids.target() == null
                    ? null
                    : frame.column(grids.target().name())
                            .filter(c -> c.type() == grids.target().kind())
                            .orElse(null);
            return grids.project(frame, labels, null);
        }
        Frame frame = DataReader.read(source, most, progress());
        Column labels = target == null
                ? null
                : frame.column(target)
                        .orElseThrow(() -> new InputException(
                                "The data has no column '" + target + "'", file, "Name a column of the file."));
        List<String> features = frame.columns().stream()
                .map(Column::name)
                .filter(n -> !n.equals(target))
                .toList();
        return Profile.of(frame, features, labels, null);
    }

    /** As the model reads its data, and with what it says of them. */
    private Profile predicted(String file, LoadedVersion of, int most) throws IOException {
        Signature signature = of.model.signature();
        Frame frame = DataReader.read(
                of.model.source(file, null),
                signature.columns(),
                signature.target() == null ? List.of() : List.of(signature.target()),
                most,
                progress());
        Column labels = signature.target() == null
                ? null
                : frame.column(signature.target()).orElse(null);
        boolean learned = of.learned != null && of.learned.equals(frame.facts().sha256());
        if (learned) {
            console()
                    .note("The model learned from rows of " + file
                            + " and is surer of them than of any others: the profile has no predictions.");
        }
        return of.model.profile().project(frame, labels, learned ? null : of.model.predict(frame, most), null, most);
    }

    private static Profile merged(Profile profile, Profile next, String file) {
        try {
            return profile.merge(next);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), file, LIKE);
        }
    }

    /** The profile, if its columns are on the other's grids; it may lack the predictions, and the target. */
    private static Profile onto(Profile reference, Profile profile) {
        for (ColumnProfile feature : reference.features()) {
            ColumnProfile same = profile.feature(feature.name())
                    .orElseThrow(() -> new InputException(
                            "There is no column '" + feature.name() + "' to compare", "--compare", LIKE));
            onto(feature, same);
        }
        if (reference.target() != null && profile.target() != null) {
            onto(reference.target(), profile.target());
        }
        return profile;
    }

    private static void onto(ColumnProfile reference, ColumnProfile profile) {
        try {
            reference.merge(profile);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), "--compare", LIKE);
        }
    }
}
