package dev.heliograph.channel.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies under {@code Content-Encoding: gzip}, in memory. */
public final class Gzip {
    /** As much as a webhook may be without compression; a few octets can be made to unpack into very many. */
    static final int UNPACKED_BYTES_MAX = 4 << 20;

    private Gzip() {}

    /** @return whether it begins as what is packed begins (RFC 1952, 2.3.1) */
    public static boolean isPacked(Buffer body) {
        return body.length() > 2 && body.getByte(0) == 0x1F && body.getByte(1) == (byte) 0x8B;
    }

    static Buffer pack(Buffer body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    /** @throws IllegalArgumentException when it is not packed so, or more than {@value #UNPACKED_BYTES_MAX} octets */
    public static Buffer unpack(Buffer packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.getBytes()))) {
            byte[] body = in.readNBytes(UNPACKED_BYTES_MAX + 1);
            if (body.length > UNPACKED_BYTES_MAX) {
                throw new IllegalArgumentException("more than " + UNPACKED_BYTES_MAX + " octets");
            }
            return Buffer.buffer(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not packed with gzip", e);
        }
    }
}
