package io.jenkins.plugins.modeldelivery.profile;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Signature;

/** Summary of one column. The JSON names the kind in the field {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NumericProfile.class, name = "numeric"),
    @JsonSubTypes.Type(value = CategoricalProfile.class, name = "categorical"),
    @JsonSubTypes.Type(value = DateProfile.class, name = "date")
})
public sealed interface ColumnProfile permits NumericProfile, CategoricalProfile, DateProfile {

    /** Name of the column. */
    String name();

    /** Rows without a value. */
    long missing();

    /** Rows with a value. */
    long present();

    /** How the values are understood. */
    Signature.Type kind();

    /** All rows. */
    default long rows() {
        return missing() + present();
    }

    /** Share of the rows that have no value, 0..1; 0 when there are no rows. */
    default double missingShare() {
        return rows() == 0 ? 0 : (double) missing() / rows();
    }

    /**
     * Summarises other rows of the same column on this summary's grid or dictionary, so that the two can be compared count
     * by count and merged.
     *
     * @throws IllegalArgumentException if the column is of another type
     */
    ColumnProfile project(Column column);

    /**
     * The summary of this one's rows and the other's together.
     *
     * @throws IllegalArgumentException if the other has another grid or dictionary
     */
    ColumnProfile merge(ColumnProfile other);

    /** The summary of as many rows without any value, on the same grid or dictionary. */
    ColumnProfile emptied();

    /** Summarises a column; the grid or dictionary comes from its own values. */
    static ColumnProfile of(Column column) {
        if (column instanceof Column.Numeric c) {
            return NumericProfile.of(c);
        } else if (column instanceof Column.Categorical c) {
            return CategoricalProfile.of(c);
        } else {
            return DateProfile.of((Column.Date) column);
        }
    }

    /** The complaint about a column or summary of another type. */
    private static IllegalArgumentException mismatch(String name, Signature.Type mine, Signature.Type other) {
        return new IllegalArgumentException("Column " + name + " is " + mine + ", not " + other);
    }

    /** The column, if it is of that class. */
    static <C extends Column> C expect(ColumnProfile profile, Column column, Class<C> type) {
        if (!type.isInstance(column)) {
            throw mismatch(profile.name(), profile.kind(), column.type());
        }
        return type.cast(column);
    }

    /** The summary, if it is of that class. */
    static <P extends ColumnProfile> P expect(ColumnProfile profile, ColumnProfile other, Class<P> type) {
        if (!type.isInstance(other)) {
            throw mismatch(profile.name(), profile.kind(), other.kind());
        }
        return type.cast(other);
    }
}
