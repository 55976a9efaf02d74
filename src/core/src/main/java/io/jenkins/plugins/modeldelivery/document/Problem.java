package io.jenkins.plugins.modeldelivery.document;

/**
 * Why a run ended without a result because of its input: said to the user, and left as {@code result.json}.
 *
 * @param what is wrong, one sentence
 * @param where file, line, column or parameter; null when there is no place
 * @param advice what to do; null when there is nothing to advise
 */
public record Problem(String what, String where, String advice) implements Result {

    /** The whole as one line: {@code where: what. advice}. */
    public String sentence() {
        StringBuilder text = new StringBuilder();
        if (where != null) {
            text.append(where).append(": ");
        }
        text.append(what);
        if (advice != null) {
            if (!what.endsWith(".")) {
                text.append('.');
            }
            text.append(' ').append(advice);
        }
        return text.toString();
    }
}
