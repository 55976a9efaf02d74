package io.jenkins.plugins.modeldelivery.parquet;

import java.io.IOException;

/** The file is not what the format asks for. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param what is wrong, without the file's name */
    public DamagedException(String what) {
        super(what);
    }

    DamagedException(String what, Throwable cause) {
        super(what, cause);
    }
}
