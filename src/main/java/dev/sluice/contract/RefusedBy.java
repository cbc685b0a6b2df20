package dev.sluice.contract;

import org.jspecify.annotations.Nullable;

/**
 * Who dead-lettered a record.
 *
 * @param applicationId of the service; null when no header says it
 * @param pipeline its name; null when no header says it, as long as a service has one pipeline without a name
 * @param mapping the fingerprint of the mapping that refused the record; null when no header says it
 */
public record RefusedBy(
        @Nullable String applicationId,
        @Nullable String pipeline,
        @Nullable String mapping) {

    public static final RefusedBy UNKNOWN = new RefusedBy(null, null, null);
}
