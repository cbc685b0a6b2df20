package dev.sluice.chaos;

/** What {@link FaultyS3} does to a request, in place of passing it on. */
enum S3Fault {
    INTERNAL_ERROR(500, "InternalError"),
    SLOW_DOWN(503, "SlowDown"),
    FORBIDDEN(403, "AccessDenied"),
    NO_SUCH_BUCKET(404, "NoSuchBucket"),
    /** As S3 answers a host whose clock is wrong. */
    SKEWED_CLOCK(403, "RequestTimeTooSkewed"),
    /** The connection breaks when half of the body is there. */
    RESET_MID_BODY,
    /** The request is carried out, and the answer never arrives. */
    LOSE_RESPONSE,
    /** The connection stays open, and nothing comes. */
    HANG,
    /** The request is carried out a second later. */
    DELAY,
    /** A foreign object has the key first. */
    OCCUPY_KEY;

    private final int status;
    private final String code;

    S3Fault() {
        this(0, "");
    }

    S3Fault(int status, String code) {
        this.status = status;
        this.code = code;
    }

    boolean isAnswer() {
        return status != 0;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
