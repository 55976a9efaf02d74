package io.jenkins.plugins.modeldelivery.registry;

/** What somebody names is not there: a model, a version, an alias, a tag. Nothing was written. */
public final class NotFound extends RegistryException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
        super(message);
    }
}
