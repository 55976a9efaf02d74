package io.jenkins.plugins.modeldelivery.blob;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Reads a blob and throws at its end if it is not the content that its address promises. */
final class VerifiedStream extends InputStream {
    private final InputStream in;
    private final BlobRef blob;
    private final String file;
    private final MessageDigest digest = Digest.sha256();
    private long bytes;
    private boolean verified;

    VerifiedStream(InputStream in, BlobRef blob, String file) {
        this.in = in;
        this.blob = blob;
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = in.read(buffer, offset, length);
        if (count < 0) {
            verify();
            return -1;
        }
        bytes += count;
        if (bytes > blob.bytes()) {
            throw new DigestMismatch(file + " (" + blob.name() + ") has more than its " + blob.bytes() + " bytes");
        }
        digest.update(buffer, offset, count);
        return count;
    }

    private void verify() throws IOException {
        if (verified) {
            return;
        }
        if (bytes != blob.bytes()) {
            throw new DigestMismatch(
                    file + " (" + blob.name() + ") has " + bytes + " bytes where " + blob.bytes() + " were stored");
        }
        String found = Digest.text(digest);
        if (!found.equals(blob.sha256())) {
            throw new DigestMismatch(file + " (" + blob.name() + ") has the digest " + found
                    + ", which is not that of the content that was stored");
        }
        verified = true;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
