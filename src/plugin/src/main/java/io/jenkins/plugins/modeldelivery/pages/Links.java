package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.lineage.BuildTrace;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** Addresses of the pages, relative to the root of Jenkins, with a slash at their end and none at their start. */
public final class Links {

    /** The segment under which Jenkins and each folder list their models. */
    public static final String ROOT = "model-delivery";

    private Links() {}

    /** The list of the models of a folder; of all models for the empty folder. */
    @NonNull
    public static String folder(@NonNull String folder) {
        if (folder.isEmpty()) {
            return ROOT + "/";
        }
        Item item = Jenkins.get().getItemByFullName(folder);
        return item instanceof ItemGroup ? item.getUrl() + ROOT + "/" : ROOT + "/" + segments("folder", folder);
    }

    /** The page of a model: below its folder, or, where the current user cannot go there, below the list of all models. */
    @NonNull
    public static String model(@NonNull ModelName name) {
        return folder(name.folder()) + segments("model", name.name());
    }

    /** The page of a version. */
    @NonNull
    public static String version(@NonNull ModelName name, int version) {
        return model(name) + version + "/";
    }

    /** What has become of the build that made a version; empty: none did. */
    @NonNull
    static Optional<BuildTrace> build(@NonNull Event.VersionRegistered version, @NonNull Instant registered) {
        try {
            return BuildTrace.of(version, registered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each name below a word of its own, so that no name of a folder or model can be taken for anything else. */
    private static String segments(String word, String path) {
        return Arrays.stream(path.split("/"))
                .map(name -> word + "/" + Util.rawEncode(name) + "/")
                .collect(Collectors.joining());
    }
}
