package dev.heliograph.channel.smpp;

import dev.heliograph.channel.Submission;
import dev.heliograph.content.PageLink;
import dev.heliograph.content.PageText;
import dev.heliograph.message.Content;
import dev.heliograph.message.Message;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.smpp.pdu.DataCoding;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.RegisteredDelivery;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppTime;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.sms.Alphabet;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.ConcatenationReferences;
import dev.heliograph.sms.EncodingChoice;
import dev.heliograph.sms.EncodingPolicy;
import dev.heliograph.sms.GsmAlphabet;
import dev.heliograph.sms.Segment;
import dev.heliograph.sms.Segmentation;
import dev.heliograph.sms.Segmenter;
import dev.heliograph.sms.Segments;
import dev.heliograph.sms.Ucs2;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the submit_sm of a message: text is encoded and cut, what an SMPP client submitted goes on as it came. */
final class MessageParts {
    /** Parts of a message that this channel cannot say. */
    static final List<SubmitSm> NONE = List.of();

    private static final long MILLIS_PER_SECOND = 1000;
    private static final char LATIN1_MAX = 0xFF;

    private final SmppChannelOptions options;
    private final EncodingPolicy policy;
    private final ConcatenationReferences references;
    private final LongSupplier wallMillis;
    private final @Nullable PageLink pages;
    private String lastText = "";
    private @Nullable EncodingChoice lastChoice;

    /** @param pages null when there are none */
    MessageParts(
            SmppChannelOptions options,
            ConcatenationReferences references,
            LongSupplier wallMillis,
            @Nullable PageLink pages) {
        this.options = options;
        this.policy = options.text().policy();
        this.references = references;
        this.wallMillis = wallMillis;
        this.pages = pages;
    }

    /** How many submit_sm a message takes. */
    int cost(Message message) {
        String text = words(message);
        if (text == null || policy.carrier() == ConcatenationCarrier.MESSAGE_PAYLOAD) {
            return 1;
        }
        EncodingChoice choice = choose(text, policy);
        lastText = text;
        lastChoice = choice;
        return Math.max(1, choice.parts());
    }

    /**
     * @param version of the session it leaves on: below 3.4 there are no TLVs
     * @return in order; {@link #NONE} for a message of more parts than allowed or of a kind that SMS cannot carry
     */
    List<SubmitSm> of(Submission submission, int version) {
        Message message = submission.message();
        if (message.content() instanceof Content.Sms sms) {
            return List.of(sms(submission, sms));
        }
        String text = words(message);
        return text == null ? NONE : text(submission, text, version);
    }

    /** @return what SMS can say of it: text as it is, anything richer in words, with the link of its page; null for octets and for what has no words */
    private @Nullable String words(Message message) {
        Content content = message.content();
        if (content instanceof Content.Text text) {
            return text.text();
        }
        PageLink links = pages;
        String words = content instanceof Content.Rich
                ? PageText.of(content, links == null ? null : () -> links.of(message.id()))
                : "";
        return words.isEmpty() ? null : words;
    }

    private SubmitSm sms(Submission submission, Content.Sms sms) {
        return common(submission)
                .serviceType(sms.serviceType().isEmpty() ? options.serviceType() : sms.serviceType())
                .esmClass(sms.esmClass())
                .protocolId(sms.protocolId())
                .priorityFlag(sms.priorityFlag())
                .dataCoding(sms.dataCoding())
                .tlvs(withOwn(sms.tlvs().length == 0 ? Tlvs.EMPTY : Tlvs.ofWire(sms.tlvs())))
                .userData(inDefaultAlphabet(sms))
                .submitSm();
    }

    private List<SubmitSm> text(Submission submission, String text, int version) {
        EncodingChoice choice = choice(text, version);
        String recipient = submission.message().to().value();
        int reference = choice.parts() > 1 ? references.next(recipient) : 0;
        Segmentation segmentation = Segmenter.segment(choice, reference);
        if (!(segmentation instanceof Segments segments)) {
            return NONE;
        }
        List<SubmitSm> parts = new ArrayList<>(segments.parts().size());
        for (Segment segment : segments.parts()) {
            parts.add(part(submission, choice.alphabet(), segments, segment));
        }
        return parts;
    }

    private SubmitSm part(Submission submission, Alphabet alphabet, Segments segments, Segment segment) {
        SmBuilder builder = common(submission)
                .serviceType(options.serviceType())
                .esmClass(segment.hasHeader() ? EsmClass.UDHI : 0)
                .dataCoding(segments.dataCoding());
        byte[] octets = isLatin1(segments.dataCoding())
                ? alphabet.decode(segment.octets()).getBytes(StandardCharsets.ISO_8859_1)
                : segment.octets();
        if (segments.carrier() == ConcatenationCarrier.SAR_TLV && segments.isConcatenated()) {
            return builder.shortMessage(octets)
                    .tlvs(withOwn(Tlvs.builder()
                            .int16(Tag.SAR_MSG_REF_NUM, segments.reference())
                            .octet(Tag.SAR_TOTAL_SEGMENTS, segments.parts().size())
                            .octet(Tag.SAR_SEGMENT_SEQNUM, segment.number())
                            .build()))
                    .submitSm();
        }
        // A text of several parts goes as payload even where short_message could hold it: only then is it sure to be
        // cut.
        if (segments.carrier() == ConcatenationCarrier.MESSAGE_PAYLOAD && segments.segmentCount() > 1) {
            return builder.tlvs(withOwn(
                            Tlvs.builder().octets(Tag.MESSAGE_PAYLOAD, octets).build()))
                    .submitSm();
        }
        return builder.tlvs(withOwn(Tlvs.EMPTY)).userData(octets).submitSm();
    }

    private SmBuilder common(Submission submission) {
        Message message = submission.message();
        return new SmBuilder()
                .source(options.addressing().source(message.from()))
                .destination(options.addressing().destination(message.to()))
                .validityPeriod(validity(submission.validityMillis()))
                .registeredDelivery(registeredDelivery(message.receipts()));
    }

    /** The gateway has to know how every message ends, whatever its sender wants to hear (R9). */
    private int registeredDelivery(ReceiptWish wish) {
        if (!options.receipts()) {
            return RegisteredDelivery.NONE;
        }
        boolean intermediate = (wish.bits() & ReceiptWish.INTERMEDIATE) != 0;
        return intermediate ? RegisteredDelivery.FINAL | RegisteredDelivery.INTERMEDIATE : RegisteredDelivery.FINAL;
    }

    private String validity(long millis) {
        return switch (options.validity()) {
            case NONE -> "";
            case RELATIVE -> relative(millis);
            case ABSOLUTE -> SmppTime.format(Instant.ofEpochMilli(wallMillis.getAsLong() + millis));
        };
    }

    /** A span of zero would mean something else to many message centres. */
    static String relative(long millis) {
        return SmppTime.formatRelative(Duration.ofMillis(Math.max(millis, MILLIS_PER_SECOND)));
    }

    private Tlvs withOwn(Tlvs tlvs) {
        if (options.tlvs().isEmpty()) {
            return tlvs;
        }
        Tlvs.Builder all = tlvs.toBuilder();
        options.tlvs().forEach((tag, value) -> {
            if (!tlvs.has(tag)) {
                all.octets(tag, value);
            }
        });
        return all.build();
    }

    private EncodingChoice choice(String text, int version) {
        if (!InterfaceVersion.hasTlvs(version) && needsTlvs(policy.carrier())) {
            return choose(text, policy.with(ConcatenationCarrier.UDH_8BIT));
        }
        EncodingChoice known = text.equals(lastText) ? lastChoice : null;
        lastText = "";
        lastChoice = null;
        return known != null ? known : choose(text, policy);
    }

    private static boolean needsTlvs(ConcatenationCarrier carrier) {
        return carrier == ConcatenationCarrier.SAR_TLV || carrier == ConcatenationCarrier.MESSAGE_PAYLOAD;
    }

    private EncodingChoice choose(String text, EncodingPolicy by) {
        EncodingChoice choice = EncodingChoice.of(text, by);
        boolean lacking = isLatin1(choice.alphabet().dataCoding()) && !fitsLatin1(choice.text());
        return lacking ? ucs2(choice.text(), by) : choice;
    }

    private static EncodingChoice ucs2(String text, EncodingPolicy by) {
        int parts = 1;
        if (text.length() > Segmenter.unitsInSingle(Ucs2.UCS2.bitsPerUnit(), 0)) {
            int most = Segmenter.unitsPerPart(Ucs2.UCS2.bitsPerUnit(), 0, by.carrier());
            parts = 0;
            for (int at = 0; at < text.length(); at = Ucs2.UCS2.cut(text, at, most)) {
                parts++;
            }
        }
        return new EncodingChoice(Ucs2.UCS2, text, text.length(), parts, by);
    }

    /**
     * A client's default alphabet is GSM 03.38, whatever the message centre's is; so that the text arrives the same its octets may have to change (M8). What
     * Latin-1 lacks stays as it is.
     */
    private byte[] inDefaultAlphabet(Content.Sms sms) {
        if (!isLatin1(sms.dataCoding()) || EsmClass.hasUdh(sms.esmClass())) {
            return sms.userData();
        }
        String text = GsmAlphabet.DEFAULT.decode(sms.userData());
        return fitsLatin1(text) ? text.getBytes(StandardCharsets.ISO_8859_1) : sms.userData();
    }

    private boolean isLatin1(int dataCoding) {
        return dataCoding == DataCoding.DEFAULT && options.text().defaultAlphabet() == DefaultAlphabet.LATIN1;
    }

    private static boolean fitsLatin1(String text) {
        return text.chars().allMatch(c -> c <= LATIN1_MAX);
    }
}
