package dev.sluice.objectstore;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What objects are put with, in S3's own words (API reference, PutObject); null is the bucket's default.
 *
 * @param encryption the header {@code x-amz-server-side-encryption}: {@code AES256}, {@code aws:kms}, {@code
 *     aws:kms:dsse}
 * @param kmsKeyId the key of an encryption by KMS: its id, alias or ARN; null for AWS's own
 * @param storageClass such as {@code STANDARD_IA}
 * @param acl a canned ACL, such as {@code bucket-owner-full-control}
 * @param tags names and values; may be empty
 */
public record ObjectOptions(
        @Nullable String encryption,
        @Nullable String kmsKeyId,
        @Nullable String storageClass,
        @Nullable String acl,
        Map<String, String> tags) {

    /** Nothing but what the bucket's own settings say. */
    public static final ObjectOptions OF_BUCKET = new ObjectOptions(null, null, null, null, Map.of());

    public ObjectOptions {
        tags = Map.copyOf(tags);
        requireKeyOfKms(encryption, kmsKeyId);
    }

    /**
     * Whether the encryption is by KMS.
     *
     * @throws IllegalArgumentException when there is a key that the encryption would not use
     */
    public static boolean requireKeyOfKms(@Nullable String encryption, @Nullable String kmsKeyId) {
        boolean isKms = encryption != null && encryption.startsWith("aws:kms");
        if (kmsKeyId != null && !isKms) {
            throw new IllegalArgumentException(
                    "a KMS key encrypts nothing unless the encryption is aws:kms or aws:kms:dsse");
        }
        return isKms;
    }

    /** What a PUT with these options needs the permission for, beside {@code s3:PutObject}, as a 403's remedy says. */
    String permissions() {
        StringBuilder more = new StringBuilder();
        if (acl != null) {
            more.append(", s3:PutObjectAcl");
        }
        if (!tags.isEmpty()) {
            more.append(", s3:PutObjectTagging");
        }
        if (requireKeyOfKms(encryption, kmsKeyId)) {
            more.append(", kms:GenerateDataKey with the key");
        }
        return more.toString();
    }
}
