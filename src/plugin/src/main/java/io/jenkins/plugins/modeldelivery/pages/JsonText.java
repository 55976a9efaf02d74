package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.StringWriter;
import org.kohsuke.stapler.export.ExportConfig;
import org.kohsuke.stapler.export.Flavor;
import org.kohsuke.stapler.export.Model;
import org.kohsuke.stapler.export.ModelBuilder;
import org.kohsuke.stapler.export.TreePruner;

/** The same JSON as {@code api/json} of a page, for those who ask by other means. */
public final class JsonText {

    private static final ModelBuilder MODELS = new ModelBuilder();

    private JsonText() {}

    /** @param page annotated as exported */
    @NonNull
    public static <T> String of(@NonNull T page) throws IOException {
        @SuppressWarnings("unchecked")
        Model<T> model = (Model<T>) MODELS.get(page.getClass());
        StringWriter text = new StringWriter();
        ExportConfig config = new ExportConfig().withFlavor(Flavor.JSON).withPrettyPrint(true);
        model.writeTo(page, new TreePruner.ByDepth(1), Flavor.JSON.createDataWriter(page, text, config));
        return text.toString();
    }
}
