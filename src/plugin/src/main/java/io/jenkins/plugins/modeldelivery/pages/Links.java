package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
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

    /** The page of the build that made a version, if it is still there and the current user may see it. */
    @NonNull
    public static Optional<String> build(Lineage lineage) {
        if (lineage == null || lineage.build() == null) {
            return Optional.empty();
        }
        Job<?, ?> job = Jenkins.get().getItemByFullName(lineage.build().job(), Job.class);
        return Optional.ofNullable(job)
                .map(j -> j.getBuildByNumber(lineage.build().number()))
                .map(run -> run.getUrl());
    }

    /** Each name below a word of its own, so that no name of a folder or model can be taken for anything else. */
    private static String segments(String word, String path) {
        return Arrays.stream(path.split("/"))
                .map(name -> word + "/" + Util.rawEncode(name) + "/")
                .collect(Collectors.joining());
    }
}
