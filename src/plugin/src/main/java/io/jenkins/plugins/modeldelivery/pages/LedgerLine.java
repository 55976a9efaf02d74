package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A line of the ledger in words.
 *
 * @param seq its number
 * @param time when
 * @param by who did it
 * @param icon symbol
 * @param what happened
 * @param why as far as somebody said; null: nobody did
 */
@ExportedBean(defaultVisibility = 999)
public record LedgerLine(
        @Exported long seq,
        @Exported Moment time,
        @Exported String by,
        String icon,
        @Exported String what,
        @Exported String why) {

    @NonNull
    static LedgerLine of(@NonNull Entry entry) {
        return new LedgerLine(
                entry.seq(),
                Moment.of(entry.time()),
                entry.actor().phrase(),
                EventWords.icon(entry.event()),
                EventWords.what(entry.event()),
                EventWords.why(entry.event()));
    }
}
