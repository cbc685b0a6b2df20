package dev.sluice.metrics;

/** The class of an HTTP status; 412, a regular answer to a conditional upload, is a class of its own. */
public enum S3Status {
    SUCCESS("2xx"),
    REDIRECT("3xx"),
    PRECONDITION_FAILED("412"),
    /** Any other 4xx. */
    REFUSED("4xx"),
    FAILED("5xx"),
    NO_ANSWER("none");

    private final String label;

    S3Status(String label) {
        this.label = label;
    }

    /** The value of the label {@code status}. */
    String label() {
        return label;
    }

    /** The class of an HTTP status. */
    public static S3Status of(int httpStatus) {
        if (httpStatus == 412) {
            return PRECONDITION_FAILED;
        }
        return switch (httpStatus / 100) {
            case 2 -> SUCCESS;
            case 3 -> REDIRECT;
            case 4 -> REFUSED;
            default -> FAILED;
        };
    }
}
