package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A registry directory, open in this process. TODO-D: implement; the signatures are agreed. */
public final class Registry implements Closeable {

    /** Opens for reading and writing; makes the directory if needed; refuses if another process has it open for writing. */
    public static Registry open(Path root, Stages stages) throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Opens for reading only, beside a writer; refuses if there is no registry. */
    public static Registry openReadOnly(Path root, Stages stages) throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    public Stages stages() {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Names of all models, sorted. */
    public List<ModelName> models() throws IOException {
        throw new UnsupportedOperationException("TODO-D");
    }

    public Optional<Model> find(ModelName name) throws IOException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Like find, but a missing model is an error that names the nearest existing one. */
    public Model get(ModelName name) throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** All entries, oldest first. */
    public List<Entry> ledger(ModelName name) throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Stores a file, fsynced; if expectedSha256 is given and differs, nothing is stored and it throws. */
    public BlobRef store(String name, InputStream content, String expectedSha256)
            throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Opens a blob; its digest is verified at the end of the stream, a mismatch throws IOException from read. */
    public InputStream open(BlobRef blob) throws IOException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Copies a blob to a file, verified, atomically. */
    public void copy(BlobRef blob, Path target) throws IOException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Registers; creates the model if needed. */
    public Version register(ModelName name, NewVersion version, Actor actor) throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Records a validation or a drift check. */
    public Version record(ModelName name, Event event, Actor actor) throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Moves a version into a stage; throws with one sentence per unmet demand of the stage's policy. */
    public Event.Transitioned promote(ModelName name, int version, String stage, String reason, Actor actor)
            throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Puts a stage's previous champion (version null) or a named version that stood there before back; gates are not asked. */
    public Event.Transitioned rollback(ModelName name, String stage, Integer version, String reason, Actor actor)
            throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    public void alias(ModelName name, String alias, int version, Actor actor) throws IOException, RegistryException {
        throw new UnsupportedOperationException("TODO-D");
    }

    /** Walks every chain and every blob; one problem a line, naming file, line and byte; empty when sound. */
    public List<String> verify() throws IOException {
        throw new UnsupportedOperationException("TODO-D");
    }

    @Override
    public void close() throws IOException {}
}
