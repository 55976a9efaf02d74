package io.jenkins.plugins.modeldelivery.access;

import hudson.model.Descriptor;
import io.jenkins.plugins.modeldelivery.pages.ModelsRootAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.WebMethod;

/** Finds everything in this plugin that Stapler serves below an address: methods, views, and the way from one object to another. */
final class Endpoints {

    private static final String PACKAGE = "io/jenkins/plugins/modeldelivery";

    private Endpoints() {}

    /** {@code ModelActions#doDelete}: what is called by a request, of all classes that describe nothing. */
    static Set<String> methods() {
        return classes().stream()
                .filter(Predicate.not(Descriptor.class::isAssignableFrom))
                .flatMap(type -> actions(type).map(method -> type.getSimpleName() + "#" + method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code doCheckName} and the like of one descriptor, inherited ones too. */
    static List<Method> methods(Class<?> descriptor) {
        return Arrays.stream(descriptor.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith(PACKAGE.replace('/', '.')))
                .filter(Endpoints::isAction)
                .toList();
    }

    /** {@code ModelPage/index}: what is shown at an address of its own; forms, builds and monitors are parts of other pages. */
    static Set<String> views() {
        return files(".jelly").stream()
                .filter(file -> file.getNameCount() > 2)
                .filter(file -> !file.endsWith("message.jelly"))
                .filter(file -> List.of("pages", "badge", "upkeep")
                        .contains(file.getName(file.getNameCount() - 3).toString()))
                .map(file -> file.getName(file.getNameCount() - 2) + "/"
                        + file.getFileName().toString().replace(".jelly", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code VersionPage#getOwner}: the ways from one object with an address to another. */
    static Set<String> ways() {
        Set<Class<?>> served = classes().stream()
                .filter(type -> actions(type).findAny().isPresent() || hasViews(type))
                .collect(Collectors.toSet());
        return classes().stream()
                .filter(type -> !Descriptor.class.isAssignableFrom(type))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers())
                                && !method.isSynthetic()
                                && method.getName().startsWith("get")
                                && (served.contains(method.getReturnType()) || method.getReturnType() == Object.class))
                        .map(method -> type.getSimpleName() + "#" + method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Method> actions(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).filter(Endpoints::isAction);
    }

    private static boolean isAction(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && (method.getName().matches("do[A-Z].*") || method.isAnnotationPresent(WebMethod.class));
    }

    private static boolean hasViews(Class<?> type) {
        return views().stream().anyMatch(view -> view.startsWith(type.getSimpleName() + "/"));
    }

    private static List<Class<?>> classes() {
        return files(".class").stream()
                .map(file ->
                        file.toString().replace('/', '.').replace('\\', '.').replaceAll("\\.class$", ""))
                .filter(name -> !name.endsWith("package-info"))
                .<Class<?>>map(Endpoints::load)
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Endpoints.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Relative to the root of the plugin's classes. */
    private static List<Path> files(String suffix) {
        try {
            Path root = Path.of(ModelsRootAction.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> all = Files.walk(root.resolve(PACKAGE))) {
                return all.filter(file -> file.toString().endsWith(suffix))
                        .map(root::relativize)
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
