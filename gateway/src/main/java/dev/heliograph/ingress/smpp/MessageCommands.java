package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.egress.receiver.SmppStates;
import dev.heliograph.message.Content;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.smpp.pdu.CancelSm;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.QuerySm;
import dev.heliograph.smpp.pdu.ReplaceSm;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.SmppTime;
import dev.heliograph.sms.DataCoding;
import dev.heliograph.sms.Ucs2;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * query_sm, cancel_sm and replace_sm: commands about a message that was submitted before. The message must be the account's own and its source address the one it was
 * submitted with; whatever does not match is as unknown as what never was. Stateless; works on the session's loop.
 */
final class MessageCommands {
    private static final int ERROR_CODE_MAX = 0xFF;

    private final SmppDoor door;

    MessageCommands(SmppDoor door) {
        this.door = door;
    }

    void query(EsmeSession esme, Account account, QuerySm pdu) {
        find(esme, account, pdu.messageId(), pdu.source(), pdu, found -> {
            MessageStatus status = found.status();
            boolean over = status.state().isFinal();
            String finalDate = over ? SmppTime.format(Instant.ofEpochMilli(status.atMillis())) : "";
            int error = status.error() == null ? 0 : status.error().code();
            esme.respond(pdu.answered(
                    finalDate, stateOf(found, esme.version()), Math.max(0, Math.min(ERROR_CODE_MAX, error))));
        });
    }

    void cancel(EsmeSession esme, Account account, CancelSm pdu) {
        if (pdu.messageId().isEmpty()) {
            cancelAll(esme, account, pdu);
            return;
        }
        find(esme, account, pdu.messageId(), pdu.source(), pdu, found -> {
            if (!pdu.destination().address().isEmpty()
                    && !isSame(pdu.destination(), found.message().to().value())) {
                esme.refuse(pdu, CommandStatus.ESME_RINVMSGID);
                return;
            }
            door.admission()
                    .cancel(
                            account,
                            found.message().id(),
                            esme.loop(),
                            amended -> answer(esme, pdu, amended, CommandStatus.ESME_RCANCELFAIL));
        });
    }

    private void cancelAll(EsmeSession esme, Account account, CancelSm pdu) {
        String from = DraftReader.address(pdu.source()).value();
        String to = DraftReader.address(pdu.destination()).value();
        String serviceType = pdu.serviceType().isEmpty() ? null : pdu.serviceType();
        Admitted refusal = door.admission().checkSearch(account);
        if (refusal != null) {
            esme.refuse(pdu, refusal.verdict().commandStatus());
            return;
        }
        door.admission()
                .cancelAll(
                        account,
                        from,
                        to,
                        serviceType,
                        esme.loop(),
                        amended ->
                                // Nothing waits there: no id was wrong, so the cancellation is what failed.
                                answer(
                                        esme,
                                        pdu,
                                        amended == Amended.UNKNOWN ? Amended.TOO_LATE : amended,
                                        CommandStatus.ESME_RCANCELFAIL));
    }

    void replace(EsmeSession esme, Account account, ReplaceSm pdu) {
        if (pdu.smDefaultMsgId() != 0) {
            esme.refuse(pdu, CommandStatus.ESME_RINVDFTMSGID);
            return;
        }
        find(esme, account, pdu.messageId(), pdu.source(), pdu, found -> replace(esme, account, pdu, found.message()));
    }

    private void replace(EsmeSession esme, Account account, ReplaceSm pdu, Message message) {
        Schedule times = Schedule.read(
                pdu.scheduleDeliveryTime(),
                pdu.validityPeriod(),
                message.sendAtMillis(),
                -1,
                door.wallMillis().getAsLong());
        if (times.status() != CommandStatus.ESME_ROK) {
            esme.refuse(pdu, times.status());
            return;
        }
        Content content = message.content();
        byte[] octets = pdu.userData();
        if (octets.length > 0) {
            if (!(content instanceof Content.Sms sms) || !fits(sms, octets)) {
                esme.refuse(pdu, CommandStatus.ESME_RINVMSGLEN);
                return;
            }
            content = new Content.Sms(
                    sms.serviceType(),
                    sms.esmClass(),
                    sms.protocolId(),
                    sms.priorityFlag(),
                    sms.dataCoding(),
                    octets,
                    sms.tlvs());
        }
        Draft draft = DraftReader.replacement(
                account, message, content, times, DraftReader.receipts(pdu.registeredDelivery()));
        Admitted refusal = door.admission().checkReplacement(draft);
        if (refusal != null) {
            esme.refuse(pdu, refusal.verdict().commandStatus());
            return;
        }
        door.admission()
                .replace(
                        account,
                        message.id(),
                        content,
                        times.sendAtMillis(),
                        times.validityMillis(),
                        DraftReader.receipts(pdu.registeredDelivery()),
                        esme.loop(),
                        amended -> answer(esme, pdu, amended, CommandStatus.ESME_RREPLACEFAIL));
    }

    /** Whether new octets can stand where the message's esm_class and data_coding are kept: with a header where one is announced, in whole UCS-2 units. */
    private static boolean fits(Content.Sms sms, byte[] octets) {
        if (EsmClass.hasUdh(sms.esmClass()) && (octets[0] & 0xFF) >= octets.length) {
            return false;
        }
        return new DataCoding(sms.dataCoding()).alphabet() != Ucs2.UCS2 || octets.length % 2 == 0;
    }

    /** Goes on with the message, or answers that there is none. */
    private void find(
            EsmeSession esme,
            Account account,
            String messageId,
            SmppAddress source,
            Pdu.Request request,
            Consumer<Found> then) {
        Admission admission = door.admission();
        long id = MessageId.parse(messageId, admission.node());
        if (id == 0) {
            esme.refuse(request, CommandStatus.ESME_RINVMSGID);
            return;
        }
        Consumer<@Nullable Found> answer = found -> {
            if (found == null || !isSame(source, found.message().from().value())) {
                esme.refuse(request, CommandStatus.ESME_RINVMSGID);
            } else {
                then.accept(found);
            }
        };
        admission.find(account, id, esme.loop(), answer, () -> esme.refuse(request, CommandStatus.ESME_RSYSERR));
    }

    private static void answer(EsmeSession esme, Pdu.Request request, Amended amended, int tooLate) {
        esme.respond(request.respond(
                switch (amended) {
                    case DONE -> CommandStatus.ESME_ROK;
                    case UNKNOWN -> CommandStatus.ESME_RINVMSGID;
                    case TOO_LATE -> tooLate;
                    case UNREADABLE -> CommandStatus.ESME_RSYSERR;
                }));
    }

    /** By the address alone: clients are not careful to repeat TON and NPI. */
    private static boolean isSame(SmppAddress address, String value) {
        return DraftReader.address(address).value().equals(value);
    }

    /** SCHEDULED exists since 5.0; earlier clients are told that it is on its way. */
    private SmppMessageState stateOf(Found found, int version) {
        MessageState state = found.status().state();
        boolean scheduled = (state == MessageState.ACCEPTED || state == MessageState.QUEUED)
                && found.message().sendAtMillis() > door.wallMillis().getAsLong();
        return scheduled && version >= InterfaceVersion.V5_0 ? SmppMessageState.SCHEDULED : SmppStates.of(state);
    }
}
