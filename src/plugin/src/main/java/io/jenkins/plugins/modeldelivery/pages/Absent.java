package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.kohsuke.stapler.HttpResponse;

/** The place of something that is not there, or not for the current user: whatever is below its address is not there. */
public final class Absent {

    private final String what;

    /** @param what is not there, in a sentence that says nothing the address does not say */
    Absent(@NonNull String what) {
        this.what = what;
    }

    /** Its own address. */
    public HttpResponse doIndex() {
        return Answer.notFound(what);
    }

    /** All below. */
    public HttpResponse doDynamic() {
        return Answer.notFound(what);
    }
}
