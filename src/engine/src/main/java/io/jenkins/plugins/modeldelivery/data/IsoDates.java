package io.jenkins.plugins.modeldelivery.data;

/**
 * ISO-8601 dates {@code yyyy-MM-dd}, optionally followed by {@code T} or a blank and {@code HH:mm[:ss[.fraction]]} and by
 * {@code Z} or an offset {@code +HH:mm}; without an offset the time is taken as UTC.
 */
final class IsoDates {

    /** What {@link #millis} returns when the bytes are no date. */
    static final long NONE = Long.MIN_VALUE;

    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final long DAY = 86_400_000L;

    private IsoDates() {}

    /** Milliseconds since 1970-01-01T00:00Z; {@link #NONE} when the bytes are no date of this form. */
    static long millis(byte[] b, int from, int to) {
        int length = to - from;
        if (length < 10 || length > 35 || b[from + 4] != '-' || b[from + 7] != '-') {
            return NONE;
        }
        int year = digits(b, from, 4);
        int month = digits(b, from + 5, 2);
        int day = digits(b, from + 8, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
            return NONE;
        }
        if (month == 2 && day == 29 && !(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))) {
            return NONE;
        }
        long date = epochDay(year, month, day) * DAY;
        if (length == 10) {
            return date;
        }
        long time = time(b, from + 10, to);
        return time == NONE ? NONE : date + time;
    }

    private static long time(byte[] b, int from, int to) {
        if (to - from < 6 || (b[from] != 'T' && b[from] != ' ') || b[from + 3] != ':') {
            return NONE;
        }
        int hour = digits(b, from + 1, 2);
        int minute = digits(b, from + 4, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return NONE;
        }
        long millis = (hour * 60L + minute) * 60_000L;
        int i = from + 6;
        if (i < to && b[i] == ':') {
            int second = to - i >= 3 ? digits(b, i + 1, 2) : -1;
            if (second < 0 || second > 59) {
                return NONE;
            }
            millis += second * 1000L;
            i += 3;
            if (i < to && (b[i] == '.' || b[i] == ',')) {
                int start = ++i;
                int unit = 100;
                while (i < to && b[i] >= '0' && b[i] <= '9') {
                    millis += (long) unit * (b[i] - '0');
                    unit /= 10;
                    i++;
                }
                if (i == start) {
                    return NONE;
                }
            }
        }
        return offset(b, i, to, millis);
    }

    private static long offset(byte[] b, int i, int to, long millis) {
        if (i == to || (b[i] == 'Z' && i + 1 == to)) {
            return millis;
        }
        int colon = to - i == 6 && b[i + 3] == ':' ? 1 : 0;
        if ((b[i] != '+' && b[i] != '-') || (to - i != 5 + colon)) {
            return NONE;
        }
        int hours = digits(b, i + 1, 2);
        int minutes = digits(b, i + 3 + colon, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long shift = (hours * 60L + minutes) * 60_000L;
        return b[i] == '+' ? millis - shift : millis + shift;
    }

    private static int digits(byte[] b, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int d = b[i] - '0';
            if (d < 0 || d > 9) {
                return -1;
            }
            value = value * 10 + d;
        }
        return value;
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar; Howard Hinnant, "chrono-compatible low-level date algorithms". */
    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
