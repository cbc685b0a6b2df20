package dev.sluice.mapping.mask;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.plan.ScratchSpace;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** Writes the keyed hash (RFC 2104) of the UTF-8 text in hexadecimal: the same for the same text and key. */
final class HmacWriter extends MaskWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Scratch<Hmac> hmac;

    private record Hmac(Mac mac, byte[] hash) {

        static Hmac of(MaskKey key) {
            Mac mac = key.newMac();
            return new Hmac(mac, new byte[mac.getMacLength()]);
        }
    }

    HmacWriter(String path, ScratchSpace scratch, MaskKey key) {
        super(path);
        this.hmac = scratch.add(context -> Hmac.of(key));
    }

    @Override
    protected void encode(Value text, ConversionContext context) {
        Hmac own = context.scratch(hmac);
        own.mac.update(text.bytes(), text.offset(), text.length());
        try {
            own.mac.doFinal(own.hash, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a hash has " + own.hash.length + " bytes", e);
        }
        EncodedRecord out = context.out();
        out.writeLong(2 * own.hash.length);
        for (byte b : own.hash) {
            out.writeByte(HEX[b >> 4 & 0xF]);
            out.writeByte(HEX[b & 0xF]);
        }
    }
}
