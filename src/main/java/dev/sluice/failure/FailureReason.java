package dev.sluice.failure;

import java.util.Locale;

/** Why a record could not be converted. The reason's category alone decides between retry and dead letter. */
public enum FailureReason {
    /** The value is not a JSON document (RFC 8259), or more bytes follow the document. */
    MALFORMED_JSON(Category.PERMANENT),
    /** The value is null: a tombstone. */
    NULL_VALUE(Category.PERMANENT),
    /** An object holds the same key twice, where the mapping reads it. */
    DUPLICATE_KEY(Category.PERMANENT),
    /** The document is deeper, or one of its tokens longer, than the limits allow. */
    LIMIT_EXCEEDED(Category.PERMANENT),
    /** A field without default has no value. */
    MISSING_VALUE(Category.PERMANENT),
    /** The JSON type does not convert to the Avro type. */
    WRONG_TYPE(Category.PERMANENT),
    /** The value is well formed and does not fit the Avro type. */
    OUT_OF_RANGE(Category.PERMANENT),
    /** The value fits only by rounding, and no rounding is named. */
    INEXACT(Category.PERMANENT),
    /** The text does not have the form that its Avro type wants: not a timestamp or UUID, or a lone surrogate. */
    INVALID_TEXT(Category.PERMANENT),
    /** The text is none of the enum's symbols. */
    UNKNOWN_SYMBOL(Category.PERMANENT),
    /** The value is none of those that the mapping translates. */
    UNKNOWN_VALUE(Category.PERMANENT),
    /** The value fits its Avro type and fails a check that the mapping adds. */
    CHECK_FAILED(Category.PERMANENT),
    /** The lookup table has no such row, and the mapping refuses the record for that. */
    LOOKUP_MISS(Category.PERMANENT),
    /** The lookup table has no such row yet, and the mapping waits for it. */
    LOOKUP_PENDING(Category.RETRIABLE),
    /** The record would be tried again, and is larger than the retry topic takes. */
    RECORD_TOO_LARGE(Category.PERMANENT),
    /** A record of the retry topic that does not come from an input of this application: another program wrote it. */
    FOREIGN_RECORD(Category.PERMANENT),
    /** The conversion threw, which is a defect of Sluice. */
    INTERNAL_ERROR(Category.PERMANENT);

    /** What a failure means for its record. */
    public enum Category {
        /** No later attempt can succeed: dead letter, at once. */
        PERMANENT,
        /** A later attempt may succeed: retry after a backoff, dead letter after the last attempt. */
        RETRIABLE
    }

    private final Category category;
    private final String label;

    FailureReason(Category category) {
        this.category = category;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    public Category category() {
        return category;
    }

    /** The name in headers and metric labels: lower snake case. */
    public String label() {
        return label;
    }
}
