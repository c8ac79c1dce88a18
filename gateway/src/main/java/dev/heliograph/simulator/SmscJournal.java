package dev.heliograph.simulator;

import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.DataCoding;
import dev.heliograph.sms.Part;
import dev.heliograph.sms.Reassembler;
import dev.heliograph.sms.SegmentInfo;
import dev.heliograph.sms.UserDataHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What the stand-in took, to audit a sender against. Written on the stand-in's event loop, read from any thread. */
public final class SmscJournal {
    private final int max;
    private final Queue<Taken> entries = new ConcurrentLinkedQueue<>();
    private int size;

    SmscJournal(int max) {
        this.max = max;
    }

    /**
     * A message as its recipient would read it.
     *
     * @param text null when it is no text
     */
    public record Read(
            String source, String destination, @Nullable String text) {}

    void add(Taken taken) {
        if (max == 0) {
            return;
        }
        entries.add(taken);
        if (size == max) {
            entries.poll();
        } else {
            size++;
        }
    }

    /** @return every submit that was taken, in order */
    public List<Taken> taken() {
        return List.copyOf(entries);
    }

    /** @return every whole message, in the order in which they became whole */
    public List<Read> messages() {
        List<Read> read = new ArrayList<>();
        Reassembler reassembler = new Reassembler(
                Reassembler.Limits.DEFAULT,
                whole -> read.add(new Read(whole.source(), whole.destination(), whole.text("\uFFFD"))));
        for (Taken taken : entries) {
            UserDataHeader header =
                    EsmClass.hasUdh(taken.esmClass()) ? UserDataHeader.parse(taken.userData()) : UserDataHeader.NONE;
            byte[] octets = taken.userData();
            byte[] data = Arrays.copyOfRange(octets, Math.min(header.octets(), octets.length), octets.length);
            SegmentInfo info = segment(taken, header);
            String source = taken.source().address();
            String destination = taken.destination().address();
            if (info == null) {
                var alphabet = new DataCoding(taken.dataCoding()).alphabet(header);
                read.add(new Read(source, destination, alphabet == null ? null : alphabet.decode(data)));
            } else {
                reassembler.offer(
                        source, destination, info, new Part(taken.dataCoding(), header, data), taken.atMillis());
            }
        }
        return read;
    }

    private static @Nullable SegmentInfo segment(Taken taken, UserDataHeader header) {
        SegmentInfo inHeader = header.segmentInfo();
        if (inHeader != null) {
            return inHeader;
        }
        int total = taken.tlvs().integer(Tag.SAR_TOTAL_SEGMENTS, 0);
        int number = taken.tlvs().integer(Tag.SAR_SEGMENT_SEQNUM, 0);
        if (total < 2 || !SegmentInfo.isValid(total, number)) {
            return null;
        }
        int reference = taken.tlvs().integer(Tag.SAR_MSG_REF_NUM, 0);
        return new SegmentInfo(ConcatenationCarrier.SAR_TLV, reference, total, number);
    }
}
