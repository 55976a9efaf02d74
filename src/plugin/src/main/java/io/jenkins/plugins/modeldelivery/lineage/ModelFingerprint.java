package io.jenkins.plugins.modeldelivery.lineage;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.Run;
import hudson.tasks.Fingerprinter;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Registry;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/**
 * Ties model files to the builds that made them and to those that used them, by the fingerprints of Jenkins. They go by MD5,
 * as in {@link Fingerprinter}; that a file is what it is said to be rests on the registry's SHA-256 alone.
 */
public final class ModelFingerprint {

    private static final int KNOWN = 1000;

    /** MD5 by SHA-256: a file that is used again need not be read again. */
    private static final Map<String, String> MD5 = new ConcurrentHashMap<>();

    private ModelFingerprint() {}

    /** A build made the file of a version. */
    public static void made(
            @NonNull Run<?, ?> run, @NonNull Registry registry, @NonNull ModelName model, @NonNull Version version)
            throws IOException {
        note(run, run, registry, model, version);
    }

    /** A build used the file of a version. */
    public static void used(
            @NonNull Run<?, ?> run, @NonNull Registry registry, @NonNull ModelName model, @NonNull Version version)
            throws IOException {
        note(run, null, registry, model, version);
    }

    /** @param maker null: not known here */
    private static void note(Run<?, ?> run, Run<?, ?> maker, Registry registry, ModelName model, Version version)
            throws IOException {
        BlobRef blob = version.facts().model();
        String file = model + "/" + version.number() + "/" + blob.name();
        String md5 = md5(registry, blob);
        Fingerprint fingerprint = Jenkins.get().getFingerprintMap().getOrCreate(maker, file, md5);
        fingerprint.addFor(run);
        synchronized (run) {
            Fingerprinter.FingerprintAction action = run.getAction(Fingerprinter.FingerprintAction.class);
            if (action == null) {
                run.addAction(new Fingerprinter.FingerprintAction(run, Map.of(file, md5)));
            } else {
                action.add(Map.of(file, md5));
            }
            run.save();
        }
    }

    private static String md5(Registry registry, BlobRef blob) throws IOException {
        String known = MD5.get(blob.sha256());
        if (known == null) {
            // Closes the stream.
            known = Util.getDigestOf(registry.open(blob));
            if (MD5.size() >= KNOWN) {
                MD5.clear();
            }
            MD5.put(blob.sha256(), known);
        }
        return known;
    }
}
