package dev.heliograph.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** PDUs as they come off the wire, made by hand so that no stack is favoured. */
final class Frames {
    private static final int SUBMIT_SM = 4;

    private Frames() {}

    /** A submit_sm (3.4 section 4.4.1) with a text of so many octets, 1 to 254. */
    static byte[] submitSm(int octets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0); // service_type
        address(body, 5, 0, "Heliograph");
        address(body, 1, 1, "393331234567");
        body.write(0); // esm_class
        body.write(0); // protocol_id
        body.write(0); // priority_flag
        body.write(0); // schedule_delivery_time
        cString(body, "000000010000000R"); // validity_period: an hour
        body.write(1); // registered_delivery
        body.write(0); // replace_if_present_flag
        body.write(0); // data_coding
        body.write(0); // sm_default_msg_id
        body.write(octets);
        byte[] text = "Your parcel leaves the depot at 10:40 and will be with you before noon. "
                .repeat(4)
                .getBytes(StandardCharsets.US_ASCII);
        body.write(text, 0, octets);
        byte[] bytes = body.toByteArray();
        return ByteBuffer.allocate(16 + bytes.length)
                .putInt(16 + bytes.length)
                .putInt(SUBMIT_SM)
                .putInt(0)
                .putInt(4711)
                .put(bytes)
                .array();
    }

    private static void address(ByteArrayOutputStream body, int ton, int npi, String digits) {
        body.write(ton);
        body.write(npi);
        cString(body, digits);
    }

    private static void cString(ByteArrayOutputStream body, String value) {
        body.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        body.write(0);
    }
}
