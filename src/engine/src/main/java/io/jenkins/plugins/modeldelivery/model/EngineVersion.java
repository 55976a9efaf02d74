package io.jenkins.plugins.modeldelivery.model;

/** Version of this engine, as results and model files record it. */
public final class EngineVersion {

    /** What classes that do not come from a built jar call themselves. */
    private static final String UNBUILT = "development";

    private EngineVersion() {}

    /** {@code Implementation-Version} of the executable jar's manifest; {@code development} outside of one. */
    public static String current() {
        String version = EngineVersion.class.getPackage().getImplementationVersion();
        return version == null ? UNBUILT : version;
    }
}
