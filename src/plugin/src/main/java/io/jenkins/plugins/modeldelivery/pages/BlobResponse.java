package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A file of the registry as the answer to a request. What a blob holds was made by a build, so by anybody who may change a
 * Jenkinsfile: a browser must never run it with the rights of Jenkins. A page is therefore put into a sandbox of its own
 * origin in which no script runs and nothing is loaded, and everything else is never taken for a page. The content of a
 * blob never changes: its digest is its entity tag.
 */
public final class BlobResponse implements HttpResponse {

    /** Styles and pictures of a self-contained report, and nothing else. */
    static final String SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private final BlobRef blob;
    private final String type;
    private final boolean attachment;

    private BlobResponse(BlobRef blob, String type, boolean attachment) {
        this.blob = blob;
        this.type = type;
        this.attachment = attachment;
    }

    /** To be read in the browser. */
    @NonNull
    static BlobResponse page(@NonNull BlobRef blob) {
        return new BlobResponse(blob, "text/html;charset=UTF-8", false);
    }

    /** To be read by programs. */
    @NonNull
    static BlobResponse json(@NonNull BlobRef blob) {
        return new BlobResponse(blob, "application/json;charset=UTF-8", false);
    }

    /** To be kept as a file. */
    @NonNull
    static BlobResponse download(@NonNull BlobRef blob) {
        return new BlobResponse(blob, "application/octet-stream", true);
    }

    /** Sends it; a damaged blob breaks off before its end, so that a client that counts bytes notices. */
    @Override
    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node) throws IOException {
        String etag = '"' + blob.sha256() + '"';
        rsp.setHeader("ETag", etag);
        rsp.setHeader("Cache-Control", "private, max-age=31536000, immutable");
        rsp.setHeader("X-Content-Type-Options", "nosniff");
        rsp.setHeader("Content-Security-Policy", SANDBOX);
        rsp.setHeader("Referrer-Policy", "no-referrer");
        if (etag.equals(req.getHeader("If-None-Match"))) {
            rsp.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        try (InputStream content = ModelRegistry.get().open(blob)) {
            rsp.setContentType(type);
            rsp.setContentLengthLong(blob.bytes());
            if (attachment) {
                rsp.setHeader("Content-Disposition", disposition(blob.name()));
            }
            content.transferTo(rsp.getOutputStream());
        }
    }

    /** RFC 6266: the name in ASCII for old clients, then in UTF-8. */
    private static String disposition(String name) {
        String ascii = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String utf8 = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + utf8;
    }
}
