package io.jenkins.plugins.modeldelivery.model;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost's native library, which is trained with where it loads. */
public final class Native {

    /**
     * System property that says to do without the library: {@code java -Dmodeldelivery.native=off -jar ...}. For trying out what
     * happens where it does not load.
     */
    public static final String SWITCH = "modeldelivery.native";

    private Native() {}

    /**
     * Loads the library.
     *
     * @return why it cannot be used, or null if it can
     */
    public static String missing() {
        if ("off".equals(System.getProperty(SWITCH))) {
            return "it is switched off by -D" + SWITCH + "=off";
        }
        return Loading.REASON;
    }

    /** Loads it once. */
    private static final class Loading {
        static final String REASON = load();
    }

    private static String load() {
        try {
            Class.forName("ml.dmlc.xgboost4j.java.XGBoostJNI", true, Native.class.getClassLoader());
            // The class above survives a library that failed to load; the first call into it does not.
            new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
            return null;
        } catch (ReflectiveOperationException | XGBoostError | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return NativeReason.of(cause);
        }
    }
}
