package dev.heliograph.smpp.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Valid PDUs of every kind with content drawn from a seeded source. */
public final class RandomPdus {
    private static final int[] TONS = {0, 1, 2, 3, 4, 5, 6};
    private static final int[] NPIS = {0, 1, 3, 4, 6, 8, 9, 10, 14, 18};
    private static final int[] ESM_CLASSES = {0x00, 0x03, 0x01, 0x02, 0x80, 0x08, 0x10};

    private final Random random;
    private final List<Supplier<Pdu>> kinds = List.of(
            this::bind,
            this::bindResp,
            this::outbind,
            this::submitSm,
            this::submitSm,
            this::submitSm,
            this::deliverSm,
            this::submitMulti,
            this::submitMultiResp,
            this::dataSm,
            () -> new SubmitSmResp(status(), sequence(), text(64), responseTlvs()),
            () -> new DataSmResp(status(), sequence(), text(64), responseTlvs()),
            () -> new DeliverSmResp(status(), sequence(), text(64), responseTlvs()),
            () -> new QuerySm(sequence(), text(64), address(20)),
            () -> new QuerySmResp(status(), sequence(), text(64), time(), octet(), octet()),
            () -> new CancelSm(sequence(), text(5), text(64), address(20), address(20)),
            this::replaceSm,
            () -> new EnquireLink(sequence()),
            () -> new Unbind(sequence()),
            () -> new AlertNotification(sequence(), address(64), address(64), Tlvs.EMPTY),
            () -> new GenericNack(status(), sequence()),
            () -> new EmptyResp(CommandId.UNBIND_RESP, status(), sequence()),
            () -> new EmptyResp(CommandId.ENQUIRE_LINK_RESP, status(), sequence()),
            () -> new EmptyResp(CommandId.CANCEL_SM_RESP, status(), sequence()),
            () -> new EmptyResp(CommandId.REPLACE_SM_RESP, status(), sequence()));

    public RandomPdus(long seed) {
        random = new Random(seed);
    }

    public Pdu next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    public SubmitSm submitSm() {
        return sm().submitSm();
    }

    public DeliverSm deliverSm() {
        return sm().deliverSm();
    }

    private SmBuilder sm() {
        boolean payload = random.nextInt(5) == 0;
        SmBuilder sm = new SmBuilder()
                .sequenceNumber(sequence())
                .serviceType(text(5))
                .source(address(20))
                .destination(destination())
                .esmClass(pick(ESM_CLASSES))
                .protocolId(octet())
                .priorityFlag(random.nextInt(5))
                .scheduleDeliveryTime(time())
                .validityPeriod(time())
                .registeredDelivery(random.nextInt(0x20))
                .replaceIfPresent(random.nextInt(2))
                .dataCoding(octet())
                .smDefaultMsgId(octet());
        return payload
                ? sm.tlvs(payload(random.nextInt(2000)))
                : sm.shortMessage(octets(random.nextInt(256))).tlvs(tlvs());
    }

    private Pdu bind() {
        BindKind kind = BindKind.values()[random.nextInt(3)];
        return new BindRequest(kind, sequence(), text(15), text(8), text(12), octet(), address(40));
    }

    private Pdu bindResp() {
        BindKind kind = BindKind.values()[random.nextInt(3)];
        Tlvs version = Tlvs.builder().octet(Tag.SC_INTERFACE_VERSION, octet()).build();
        return new BindResp(kind.command().response(), status(), sequence(), text(15), version);
    }

    private Pdu outbind() {
        return new Outbind(sequence(), text(15), text(8));
    }

    private Pdu dataSm() {
        return new DataSm(
                sequence(), text(5), address(64), destination(), 0, random.nextInt(0x20), octet(), payload(300));
    }

    private Pdu replaceSm() {
        return new ReplaceSm(
                sequence(),
                text(64),
                address(20),
                time(),
                time(),
                random.nextInt(0x20),
                octet(),
                octets(random.nextInt(256)),
                Tlvs.EMPTY);
    }

    private Pdu submitMulti() {
        SubmitSm sm = sm().submitSm();
        List<SubmitMulti.Destination> destinations = new ArrayList<>();
        for (int i = random.nextInt(255); i >= 0; i--) {
            destinations.add(
                    random.nextInt(4) == 0
                            ? new SubmitMulti.DistributionList(text(20))
                            : new SubmitMulti.Sme(address(20)));
        }
        return new SubmitMulti(
                sequence(),
                sm.serviceType(),
                sm.source(),
                destinations,
                sm.esmClass(),
                sm.protocolId(),
                sm.priorityFlag(),
                sm.scheduleDeliveryTime(),
                sm.validityPeriod(),
                sm.registeredDelivery(),
                sm.replaceIfPresent(),
                sm.dataCoding(),
                sm.smDefaultMsgId(),
                sm.shortMessage(),
                sm.tlvs());
    }

    private Pdu submitMultiResp() {
        List<SubmitMultiResp.UnsuccessSme> unsuccessful = new ArrayList<>();
        for (int i = random.nextInt(10); i > 0; i--) {
            unsuccessful.add(new SubmitMultiResp.UnsuccessSme(address(20), status()));
        }
        return new SubmitMultiResp(status(), sequence(), text(64), unsuccessful, responseTlvs());
    }

    private Tlvs payload(int octets) {
        return Tlvs.builder()
                .int16(Tag.USER_MESSAGE_REFERENCE, random.nextInt(0x10000))
                .octets(Tag.MESSAGE_PAYLOAD, octets(octets))
                .build();
    }

    private Tlvs tlvs() {
        Tlvs.Builder tlvs = Tlvs.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> tlvs.octets(0x1400 + random.nextInt(0x2BFF), octets(random.nextInt(40)));
                case 1 -> tlvs.int16(Tag.USER_MESSAGE_REFERENCE, random.nextInt(0x10000));
                default -> tlvs.octet(Tag.PRIVACY_INDICATOR, random.nextInt(4));
            }
        }
        return tlvs.build();
    }

    private Tlvs responseTlvs() {
        return random.nextBoolean()
                ? Tlvs.EMPTY
                : Tlvs.builder()
                        .cString(Tag.ADDITIONAL_STATUS_INFO_TEXT, text(40))
                        .build();
    }

    private SmppAddress address(int charsMax) {
        return new SmppAddress(pick(TONS), pick(NPIS), text(charsMax));
    }

    private SmppAddress destination() {
        return new SmppAddress(pick(TONS), pick(NPIS), "4" + text(19));
    }

    private String time() {
        return switch (random.nextInt(3)) {
            case 0 -> "";
            case 1 ->
                String.format(
                        "%02d%02d%02d%02d%02d%02d%d%02d%s",
                        random.nextInt(100),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        random.nextInt(10),
                        random.nextInt(49),
                        random.nextBoolean() ? "+" : "-");
            default -> String.format("%012d000R", random.nextInt(1_000_000));
        };
    }

    /** Latin-1 without NUL. */
    private String text(int charsMax) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(charsMax + 1); i > 0; i--) {
            text.append((char) (1 + random.nextInt(255)));
        }
        return text.toString();
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    private int octet() {
        return random.nextInt(256);
    }

    private int status() {
        return random.nextInt(3) == 0 ? 0 : random.nextInt();
    }

    private int sequence() {
        return random.nextInt();
    }

    private int pick(int[] from) {
        return from[random.nextInt(from.length)];
    }
}
