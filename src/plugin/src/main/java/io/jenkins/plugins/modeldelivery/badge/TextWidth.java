package io.jenkins.plugins.modeldelivery.badge;

/** How wide a text is in the font of the badges, without a font at hand: servers often have none. */
final class TextWidth {

    /** Size of the text in pixels. */
    private static final double SIZE = 11;

    /** First character of the table. */
    private static final int FIRST = ' ';

    /**
     * Advance widths of the characters from space to tilde in thousandths of the font size, measured in DejaVu Sans 2.37,
     * whose letters are as wide as Verdana's.
     */
    private static final int[] ADVANCES = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, //
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, //
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, //
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, //
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, //
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
    };

    /** Of letters beyond the table with an accent or from another alphabet of that kind. */
    private static final int LETTER = 640;

    /** Of everything else: ideographs, symbols, the ellipsis. */
    private static final int WIDE = 1000;

    /** Of the middle dot that parts the facts of a badge. */
    private static final int MIDDLE_DOT = 318;

    /** From here on letters are no longer of the Latin, Greek or Cyrillic kind. */
    private static final int ALPHABETS_END = 0x530;

    private TextWidth() {}

    /** Width in whole pixels, rounded up. */
    static int pixels(String text) {
        return (int) Math.ceil(text.codePoints().map(TextWidth::advance).sum() * SIZE / 1000);
    }

    private static int advance(int character) {
        int index = character - FIRST;
        if (index >= 0 && index < ADVANCES.length) {
            return ADVANCES[index];
        }
        if (character == '\u00b7') {
            return MIDDLE_DOT;
        }
        return character < ALPHABETS_END ? LETTER : WIDE;
    }
}
