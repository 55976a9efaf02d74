package io.jenkins.plugins.modeldelivery.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Descriptor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.ArrayType;
import org.jenkinsci.plugins.structs.describable.AtomicType;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.EnumType;
import org.jenkinsci.plugins.structs.describable.HeterogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.ParameterType;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The pages under docs/steps are what the descriptors say of themselves. When they differ, run this test with {@code
 * -Ddocs.update=true} and commit the pages.
 */
@WithJenkins
class StepPagesTest {

    private static final Path PAGES = Path.of("../../docs/steps");
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void thePagesSayWhatTheDescriptorsSay(JenkinsRule r) throws Exception {
        List<StepDescriptor> steps = StepDescriptor.all().stream()
                .filter(d -> d.clazz.getPackage().equals(getClass().getPackage()))
                .sorted(Comparator.comparing(StepDescriptor::getFunctionName))
                .toList();
        assertFalse(steps.isEmpty());
        StringBuilder index = new StringBuilder("# Steps\n\nGenerated from the steps' own descriptors.\n\n");
        for (StepDescriptor step : steps) {
            String name = step.getFunctionName();
            index.append("- [`%s`](%s.md): %s%n".formatted(name, name, step.getDisplayName()));
            hold(PAGES.resolve(name + ".md"), page(step));
        }
        hold(PAGES.resolve("README.md"), index.toString());
    }

    private static void hold(Path file, String expected) throws Exception {
        if (Boolean.getBoolean("docs.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertEquals(Files.readString(file), expected, file + " differs: run with -Ddocs.update=true");
    }

    private static String page(StepDescriptor step) throws Exception {
        DescribableModel<?> model = new DescribableModel<>(step.clazz);
        Map<String, DescribableModel<?>> nested = new LinkedHashMap<>();
        StringBuilder page =
                new StringBuilder("# " + step.getFunctionName() + "\n\n" + step.getDisplayName() + ".\n\n");
        describe(page, model, nested);
        for (Map.Entry<String, DescribableModel<?>> entry : nested.entrySet()) {
            page.append("\n## ").append(entry.getKey()).append("(...)\n\n");
            describe(page, entry.getValue(), new LinkedHashMap<>());
        }
        returnValue(page, step.clazz);
        return page.toString();
    }

    /** What the step returns, as the Javadoc of the getters says it: the steps' value has no other description. */
    private static void returnValue(StringBuilder page, Class<?> step) throws Exception {
        Optional<Class<?>> type = Arrays.stream(step.getDeclaredMethods())
                .filter(m -> !m.isBridge() && Set.of("act", "finish").contains(m.getName()))
                .<Class<?>>map(Method::getReturnType)
                .findFirst();
        if (type.isEmpty()) {
            return;
        }
        List<Method> getters = new ArrayList<>();
        StringBuilder source = new StringBuilder();
        for (Class<?> c = type.get(); c != Object.class; c = c.getSuperclass()) {
            source.append(Files.readString(SOURCES.resolve(c.getName().replace('.', '/') + ".java")));
            Arrays.stream(c.getDeclaredMethods())
                    .filter(m -> m.getName().matches("(get|is)[A-Z].*"))
                    .forEach(getters::add);
        }
        page.append("\n## Return value\n\n| field | type | meaning |\n|---|---|---|\n");
        Matcher said = Pattern.compile(
                        "(?s)/\\*\\*\\s*((?:(?!\\*/).)*?)\\s*\\*/\\s*(?:@\\w+\\s+)*public [^(\\n]+ (\\w+)\\(\\)")
                .matcher(source);
        int found = 0;
        while (said.find()) {
            for (Method getter : getters) {
                if (getter.getName().equals(said.group(2))) {
                    assertTrue(
                            getter.isAnnotationPresent(Whitelisted.class), getter + " cannot be read in the sandbox");
                    String name = getter.getName().replaceFirst("get|is", "");
                    page.append("| `%s` | %s | %s |%n"
                            .formatted(
                                    name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                                    type(getter.getGenericReturnType().getTypeName()),
                                    markdown(
                                            said.group(1)
                                                    .replaceAll("\\s*\\n\\s*\\* ", " ")
                                                    .replaceAll("\\{@code ([^}]*)}", "<code>$1</code>"),
                                            " ")));
                    found++;
                }
            }
        }
        assertEquals(getters.size(), found, type + " has a field without a Javadoc");
    }

    private static String type(String java) {
        return switch (java) {
            case "int", "long", "double", "java.lang.Integer" -> "number";
            case "boolean" -> "true or false";
            case "java.lang.String" -> "text";
            case "java.util.List<java.lang.String>" -> "list of text";
            case "java.util.Map<java.lang.String, java.lang.Double>" -> "map of name to number";
            case "java.util.Map<java.lang.String, java.util.Map<java.lang.String, java.util.Map<java.lang.String, java.lang.Double>>>" ->
                "map of column to map of value to map of name to number";
            default -> throw new AssertionError("no word for " + java);
        };
    }

    private static void describe(StringBuilder page, DescribableModel<?> model, Map<String, DescribableModel<?>> nested)
            throws Exception {
        if (model.getHelp() != null) {
            page.append(markdown(model.getHelp(), "\n\n")).append("\n\n");
        }
        if (model.getParameters().isEmpty()) {
            return;
        }
        page.append("| parameter | type | meaning |\n|---|---|---|\n");
        List<DescribableParameter> parameters = model.getParameters().stream()
                .sorted(Comparator.comparing(p -> !p.isRequired()))
                .toList();
        for (DescribableParameter parameter : parameters) {
            String help = parameter.getHelp();
            assertFalse(help == null, model.getType() + " says nothing about " + parameter.getName());
            page.append("| `%s`%s | %s | %s |%n"
                    .formatted(
                            parameter.getName(),
                            parameter.isRequired() ? " (required)" : "",
                            type(parameter.getType(), nested),
                            markdown(help, " ").replace("|", "\\|")));
        }
    }

    private static String type(ParameterType type, Map<String, DescribableModel<?>> nested) {
        if (type instanceof ArrayType array) {
            return "list of " + type(array.getElementType(), nested);
        }
        if (type instanceof EnumType values) {
            return java.util.Arrays.stream(values.getValues())
                    .map(v -> "`" + v + "`")
                    .collect(Collectors.joining(", "));
        }
        if (type instanceof AtomicType atomic) {
            return atomic.getType() == String.class
                    ? "text"
                    : atomic.getType() == Boolean.class || atomic.getType() == boolean.class
                            ? "true or false"
                            : "number";
        }
        if (type instanceof HomogeneousObjectType one) {
            return symbol(one.getSchemaType(), nested);
        }
        if (type instanceof HeterogeneousObjectType several) {
            return several.getTypes().values().stream()
                    .map(choice -> symbol(choice, nested))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        return "map";
    }

    private static String symbol(DescribableModel<?> model, Map<String, DescribableModel<?>> nested) {
        Descriptor<?> descriptor =
                jenkins.model.Jenkins.get().getDescriptor(model.getType().asSubclass(hudson.model.Describable.class));
        String name =
                SymbolLookup.getSymbolValue(descriptor).stream().findFirst().orElseThrow();
        nested.put(name, model);
        return "`" + name + "(...)`";
    }

    /** Help files use few tags; one that is not known here fails the test rather than the page. */
    private static String markdown(String html, String paragraph) {
        String text = html.replaceAll(
                "(?s)<pre>\\s*(.*?)\\s*</pre>", paragraph.contains("\n") ? "\n\n```groovy\n$1\n```\n\n" : "`$1`");
        boolean inTable = !paragraph.contains("\n");
        String[] parts = inTable ? new String[] {text} : text.split("(?=```groovy)|(?<=\n```\n)");
        StringBuilder result = new StringBuilder();
        for (String part : parts) {
            if (part.startsWith("```groovy")) {
                result.append(part.strip()).append("\n\n");
            } else {
                result.append(part.replaceAll("</?(code|tt)>", "`")
                                .replaceAll("</?(em|i)>", "*")
                                .replaceAll("</?(b|strong)>", "**")
                                .replaceAll("<li>\\s*", inTable ? "; " : "\n- ")
                                .replaceAll("\\s*</li>|</?ul>|</?div>|</p>|</?dl>|</dd>", "")
                                .replaceAll("<dt>", inTable ? "; " : "\n- ")
                                .replaceAll("</dt>\\s*<dd>", ": ")
                                .replaceAll("<br */?>|<p>", inTable ? " " : "\u2029")
                                .replaceAll("(?<!\n)\\s*\n(?!\n|- )\\s*", " ")
                                .replaceAll("[ \t]{2,}", " ")
                                .replace("\u2029", "\n\n")
                                .strip())
                        .append("\n\n");
            }
        }
        String done = result.toString()
                .strip()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        assertFalse(
                html.replaceAll("</?(code|tt|em|i|b|strong|li|ul|div|p|dl|dt|dd|pre|br) */?>", "")
                        .contains("<"),
                "an unknown tag in: " + html);
        return done;
    }
}
