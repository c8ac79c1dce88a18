package dev.heliograph.smpp.wire;

import dev.heliograph.smpp.pdu.PduDecoder;
import dev.heliograph.smpp.pdu.PduEncoder;
import io.netty.util.concurrent.FastThreadLocal;

/** The codecs of one event loop. They hold scratch arrays as large as the largest PDU seen, too much to have one per session. */
record LoopCodecs(PduDecoder decoder, PduEncoder encoder) {
    private static final FastThreadLocal<LoopCodecs> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected LoopCodecs initialValue() {
            return new LoopCodecs(new PduDecoder(), new PduEncoder());
        }
    };

    static LoopCodecs get() {
        return OF_THREAD.get();
    }
}
