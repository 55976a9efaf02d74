package io.jenkins.plugins.modeldelivery.registry;

/**
 * The registry refuses: nothing was written. The message says what is wrong and what to do, for the user who asked.
 */
public class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
