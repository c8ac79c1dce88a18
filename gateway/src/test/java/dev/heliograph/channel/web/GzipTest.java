package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class GzipTest {
    @Test
    void whatWasPackedIsUnpacked() {
        Buffer body = Buffer.buffer("{\"a\":\"" + "b".repeat(1_000) + "\"}");
        Buffer packed = Gzip.pack(body);
        assertThat(packed.length()).isLessThan(body.length() / 10);
        assertThat(Gzip.unpack(packed)).isEqualTo(body);
    }

    @Test
    void whatUnpacksIntoTooMuchIsRefused() {
        Buffer most = Gzip.pack(Buffer.buffer(new byte[Gzip.UNPACKED_BYTES_MAX]));
        assertThat(Gzip.unpack(most).length()).isEqualTo(Gzip.UNPACKED_BYTES_MAX);
        Buffer tooMuch = Gzip.pack(Buffer.buffer(new byte[Gzip.UNPACKED_BYTES_MAX + 1]));
        assertThatIllegalArgumentException().isThrownBy(() -> Gzip.unpack(tooMuch));
    }

    @Test
    void whatIsNotPackedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Gzip.unpack(Buffer.buffer("{}")));
        Buffer cut = Gzip.pack(Buffer.buffer("{}")).getBuffer(0, 12);
        assertThatIllegalArgumentException().isThrownBy(() -> Gzip.unpack(cut));
    }
}
