package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Draft;
import dev.heliograph.egress.receiver.VendorTag;
import dev.heliograph.egress.receiver.WireTlvs;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.RegisteredDelivery;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.sms.DataCoding;
import dev.heliograph.store.Idempotency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a submission as a draft: what its fields mean to the gateway, and what of them it does not do. That they are well formed was seen when the PDU was decoded; what
 * is a matter of the account is left to admission.
 *
 * <p>The message itself is not touched: octets, user data header, data_coding and the TLVs travel as they came.
 */
final class DraftReader {
    /** priority_flag from here on is urgent, in GSM (3) as in ANSI-136 (2 is "urgent", 3 "very urgent", 4 since 5.0). */
    private static final int URGENT_MIN = 3;

    /** Named by 3.4 section 5.2.19 although they are no alphabet of ours: JIS, Cyrillic, Hebrew, Pictogram, Music, extended Kanji, KS C 5601. Carried as octets. */
    private static final int FOREIGN_ALPHABETS =
            (1 << 5) | (1 << 6) | (1 << 7) | (1 << 9) | (1 << 10) | (1 << 13) | (1 << 14);

    private DraftReader() {}

    /**
     * @param version of the session
     * @param reference to give the message, or null
     * @param keySuffix appended to the idempotency key, for the destinations of one submit_multi
     */
    static Reading read(
            Account account, SubmitSm pdu, int version, @Nullable String reference, String keySuffix, long nowMillis) {
        int status = unsupported(pdu, version);
        if (status != CommandStatus.ESME_ROK) {
            return new Reading.Refused(status);
        }
        Schedule times = Schedule.read(
                pdu.scheduleDeliveryTime(),
                pdu.validityPeriod(),
                0,
                pdu.tlvs().integer(Tag.QOS_TIME_TO_LIVE, -1),
                nowMillis);
        if (times.status() != CommandStatus.ESME_ROK) {
            return new Reading.Refused(times.status());
        }
        VendorFields.Way way = VendorFields.way(pdu.tlvs());
        Priority priority = priority(pdu);
        if (way == null || priority == null) {
            return new Reading.Refused(CommandStatus.ESME_RINVTLVVAL);
        }
        Idempotency idempotency = null;
        if (pdu.tlvs().has(VendorTag.IDEMPOTENCY_KEY)) {
            idempotency = VendorFields.idempotency(pdu, keySuffix);
            if (idempotency == null) {
                return new Reading.Refused(CommandStatus.ESME_RINVTLVVAL);
            }
        }
        return new Reading.Read(new Draft(
                account,
                Door.SMPP,
                address(pdu.source()),
                address(pdu.destination()),
                Map.of(),
                content(pdu),
                way.channels(),
                null,
                0,
                way.steps(),
                priority,
                receipts(pdu.registeredDelivery()),
                reference,
                times.sendAtMillis(),
                times.validityMillis(),
                idempotency));
    }

    /** @return a waiting message as replace_sm would have it, to be judged as a submission is */
    static Draft replacement(Account account, Message message, Content content, Schedule times, ReceiptWish receipts) {
        return new Draft(
                account,
                message.door(),
                message.from(),
                message.to(),
                message.identities(),
                content,
                List.of(),
                null,
                0,
                message.priority(),
                receipts,
                message.reference(),
                times.sendAtMillis(),
                times.validityMillis(),
                null);
    }

    private static int unsupported(SubmitSm pdu, int version) {
        int type = EsmClass.type(pdu.esmClass());
        if (type != EsmClass.TYPE_DEFAULT && type != EsmClass.TYPE_DELIVERY_ACK && type != EsmClass.TYPE_USER_ACK) {
            return CommandStatus.ESME_RINVESMCLASS;
        }
        if (pdu.smDefaultMsgId() != 0) {
            // No messages are predefined here.
            return CommandStatus.ESME_RINVDFTMSGID;
        }
        if (!isCarried(pdu.dataCoding())) {
            return version >= InterfaceVersion.V5_0 ? CommandStatus.ESME_RINVDCS : CommandStatus.ESME_RSUBMITFAIL;
        }
        return CommandStatus.ESME_ROK;
    }

    private static boolean isCarried(int dataCoding) {
        return new DataCoding(dataCoding).kind() != DataCoding.Kind.UNSUPPORTED
                || (dataCoding < Integer.SIZE && (FOREIGN_ALPHABETS >>> dataCoding & 1) == 1);
    }

    static Content.Sms content(SubmitSm pdu) {
        return new Content.Sms(
                pdu.serviceType(),
                pdu.esmClass(),
                pdu.protocolId(),
                pdu.priorityFlag(),
                pdu.dataCoding(),
                pdu.userData(),
                WireTlvs.carriedOn(pdu.tlvs(), Tag.MESSAGE_PAYLOAD.id()));
    }

    /** TON and NPI as they came; a number written with its plus is international whatever they say. */
    static Address address(SmppAddress address) {
        String value = address.address();
        if (value.isEmpty()) {
            return Address.NONE;
        }
        boolean number = address.ton() == SmppAddress.TON_UNKNOWN || address.ton() == SmppAddress.TON_INTERNATIONAL;
        return number && value.charAt(0) == '+'
                ? Address.international(value.substring(1))
                : new Address(value, address.ton(), address.npi());
    }

    /** Bits 1-0 (3, "success only", is 5.0's and read so from everybody) and bit 4; acknowledgements by the recipient's hand are not a matter of ours. */
    static ReceiptWish receipts(int registeredDelivery) {
        int bits = switch (RegisteredDelivery.receipt(registeredDelivery)) {
            case RegisteredDelivery.FINAL -> ReceiptWish.SUCCESS | ReceiptWish.FAILURE;
            case RegisteredDelivery.FAILURE -> ReceiptWish.FAILURE;
            case RegisteredDelivery.SUCCESS -> ReceiptWish.SUCCESS;
            default -> 0;
        };
        return new ReceiptWish(
                RegisteredDelivery.wantsIntermediate(registeredDelivery) ? bits | ReceiptWish.INTERMEDIATE : bits);
    }

    /**
     * Urgent flags are one-time codes, everything else is transactional: 0 is what clients send that never thought of priority, and those must not be the first to be
     * shed. Campaigns say so with a TLV.
     *
     * @return null when the TLV names no priority
     */
    static @Nullable Priority priority(SubmitSm pdu) {
        Tlvs tlvs = pdu.tlvs();
        String named = tlvs.isEmpty() ? null : tlvs.string(VendorTag.PRIORITY);
        if (named != null) {
            return Priority.ofText(named);
        }
        return pdu.priorityFlag() >= URGENT_MIN ? Priority.OTP : Priority.TRANSACTIONAL;
    }
}
