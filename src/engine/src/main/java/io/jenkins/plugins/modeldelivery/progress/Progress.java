package io.jenkins.plugins.modeldelivery.progress;

/**
 * Where a run says how far it is. One implementation draws bars on a terminal, one prints plain lines into a log; tests
 * use {@link #SILENT}. Thread-safe.
 */
public interface Progress {

    /** Says nothing. */
    Progress SILENT = new Progress() {
        @Override
        public Step step(String what, long total, String unit) {
            return new Step() {
                @Override
                public void done(long sofar, String detail) {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void line(String text) {}

        @Override
        public void warn(String text) {}
    };

    /**
     * Starts a piece of work.
     *
     * @param what in the -ing form: {@code Reading 1990-1993.csv.gz}
     * @param total how many units it is; 0 or less: not known
     * @param unit plural: {@code bytes}, {@code rounds}, {@code rows}
     */
    Step step(String what, long total, String unit);

    /** One line for the log. */
    void line(String text);

    /** One warning for the log. */
    void warn(String text);

    /** A piece of work under way. */
    interface Step extends AutoCloseable {
        /**
         * Call as often as wanted; the implementation thins out.
         *
         * @param sofar units done in all
         * @param detail the figure to watch, as {@code logLoss 0.271}; may be null
         */
        void done(long sofar, String detail);

        /** The work is done. */
        @Override
        void close();
    }
}
