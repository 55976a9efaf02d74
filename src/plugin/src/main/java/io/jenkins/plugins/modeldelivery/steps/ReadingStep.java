package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that reads data files: how, where that is not to be found out, or not to be as in the training. */
public abstract class ReadingStep extends EngineStep {
    private static final long serialVersionUID = 1L;

    private String separator;
    private ArrayList<String> missing;
    private LinkedHashMap<String, String> types;
    private ArrayList<String> categories = new ArrayList<>();

    protected ReadingStep(@CheckForNull String model) {
        super(model);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        check(mistakes, new Reading(separator, missing, types, categories));
    }

    static void check(@NonNull Mistakes mistakes, @NonNull Reading reading) {
        Problems problems = new Problems();
        reading.check(problems);
        problems.list().forEach(mistakes::add);
    }

    /** What is said; null: nothing. */
    @CheckForNull
    protected final Reading reading() {
        Reading reading = new Reading(separator, missing, types, categories);
        return reading.detected() ? null : reading;
    }

    @CheckForNull
    public String getSeparator() {
        return separator;
    }

    @DataBoundSetter
    public void setSeparator(@CheckForNull String separator) {
        // Not trimmed: a tab or a blank separates as well.
        this.separator = Util.fixEmpty(separator);
    }

    @CheckForNull
    public List<String> getMissing() {
        return missing;
    }

    /** @param missing an empty list of a form says nothing, that of a Pipeline that only the empty cell has no value */
    @DataBoundSetter
    public void setMissing(@CheckForNull List<String> missing) {
        ArrayList<String> words = lines(missing);
        this.missing = missing == null || words.isEmpty() && !missing.isEmpty() ? null : words;
    }

    @CheckForNull
    public Map<String, String> getTypes() {
        return types;
    }

    /** For the form: {@code column=type}, one a line. */
    @NonNull
    public String getTypesLines() {
        return Lines.of(types);
    }

    @DataBoundSetter
    public void setTypes(@CheckForNull Map<String, String> types) {
        this.types = Tags.copy(types);
    }

    @NonNull
    public List<String> getCategories() {
        return categories;
    }

    @DataBoundSetter
    public void setCategories(@CheckForNull List<String> categories) {
        this.categories = lines(categories);
    }

    /** For the form: one a line. */
    @NonNull
    public String getMissingLines() {
        return missing == null ? "" : String.join("\n", missing);
    }

    /** For the form: one a line. */
    @NonNull
    public String getCategoriesLines() {
        return String.join("\n", categories);
    }
}
