package dev.sluice.mapping.mask;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret key of the mask {@code hmac-sha256}. No method returns it. */
public final class MaskKey {

    public static final int MIN_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private MaskKey(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "it must be at least " + MIN_BYTES + " bytes long, such as what openssl rand -hex 32 prints");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The key of these bytes. */
    public static MaskKey of(byte[] bytes) {
        return new MaskKey(bytes);
    }

    /** The key of a text's UTF-8 bytes. */
    public static MaskKey of(String text) {
        return new MaskKey(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A new HMAC (RFC 2104) with this key, for one thread at a time. */
    Mac newMac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "MaskKey";
    }
}
