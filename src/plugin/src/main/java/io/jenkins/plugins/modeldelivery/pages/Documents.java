package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import java.util.Map;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The files that a training, a validation or a drift check left. Made only for those who may view the model. */
public final class Documents {
    private final Map<String, BlobRef> files;

    Documents(@NonNull Map<String, BlobRef> files) {
        this.files = files;
    }

    /** The report, fenced off from Jenkins. */
    @GET
    @WebMethod(name = "report.html")
    public HttpResponse doReport() {
        return BlobResponse.page(file(Harvest.REPORT));
    }

    /** Everything that was measured, as the engine wrote it. */
    @GET
    @WebMethod(name = "result.json")
    public HttpResponse doResult() {
        return BlobResponse.json(file(Harvest.RESULT));
    }

    private BlobRef file(String role) {
        BlobRef file = files.get(role);
        if (file == null) {
            throw HttpResponses.notFound();
        }
        return file;
    }
}
