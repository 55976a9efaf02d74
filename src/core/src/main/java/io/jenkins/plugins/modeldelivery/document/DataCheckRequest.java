package io.jenkins.plugins.modeldelivery.document;

/**
 * Check data before anything is made of it.
 *
 * @param model full name of the model that the data is for; may be null
 * @param out output directory; receives {@code report.html} and last {@code result.json}
 * @param data rows to check
 * @param expectations what they are to fulfil
 * @param then what is to be done with the data unless an expectation of level FAILURE is disappointed; its result is the
 *     run's, with {@value DataCheckResult#BESIDE} and {@value DataCheckResult#REPORT_BESIDE} beside it; null: nothing
 * @param reading how the rows are read; null: as what is to be done then reads them, or else as the version whose training data is
 *     the example, or else as is found out from the file
 */
public record DataCheckRequest(
        String model, String out, String data, Expectations expectations, Request then, Reading reading)
        implements Request {

    /** A check alone. */
    public DataCheckRequest(String model, String out, String data, Expectations expectations) {
        this(model, out, data, expectations, null, null);
    }

    /** A request, after its data was checked if anything is expected of it. */
    public static Request before(Request then, String data, Expectations expectations) {
        return expectations == null || expectations.none()
                ? then
                : new DataCheckRequest(then.model(), then.out(), data, expectations, then, null);
    }
}
