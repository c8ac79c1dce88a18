package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.PressureValve;
import dev.heliograph.admission.Verdict;
import dev.heliograph.message.Content;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DataSm;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SubmitMulti;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.store.Amended;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * submit_sm, data_sm and submit_multi: read as drafts, judged by admission, answered when it has answered and not before. Works on the session's loop.
 *
 * <p>Every submission is stored and forwarded, whatever messaging mode its esm_class asks for.
 */
final class Submissions {
    private static final byte[] NO_OCTETS = {};

    private final SmppDoor door;
    private final PressureValve valve;

    Submissions(SmppDoor door, PressureValve valve) {
        this.door = door;
        this.valve = valve;
    }

    void submit(EsmeSession esme, Account account, SubmitSm pdu) {
        take(esme, account, pdu, pdu, id -> pdu.accepted(esme.idText(id)));
    }

    /** A data_sm is a submit_sm without the fields that it lacks. */
    void data(EsmeSession esme, Account account, DataSm pdu) {
        SubmitSm submit = new SubmitSm(
                pdu.sequenceNumber(),
                pdu.serviceType(),
                pdu.source(),
                pdu.destination(),
                pdu.esmClass(),
                0,
                0,
                "",
                "",
                pdu.registeredDelivery(),
                0,
                pdu.dataCoding(),
                0,
                NO_OCTETS,
                pdu.tlvs());
        take(esme, account, submit, pdu, id -> pdu.accepted(esme.idText(id)));
    }

    void multi(EsmeSession esme, Account account, SubmitMulti pdu) {
        new MultiSubmission(door, esme, account, pdu, valve).begin();
    }

    private void take(
            EsmeSession esme, Account account, SubmitSm submit, Pdu.Request request, LongFunction<Pdu.Response> yes) {
        Admitted busy = door.checkLoad(account, submit);
        if (busy != null) {
            refuseForRoom(esme, request, busy);
            return;
        }
        Reading reading = DraftReader.read(
                account, submit, esme.version(), null, "", door.wallMillis().getAsLong());
        if (reading instanceof Reading.Refused refused) {
            esme.refuse(request, refused.status());
            return;
        }
        Draft draft = ((Reading.Read) reading).draft();
        if (submit.replaceIfPresent() == 1) {
            replaceOrAdmit(esme, draft, submit.serviceType(), request, yes);
        } else {
            admit(esme, draft, request, yes);
        }
    }

    private void admit(EsmeSession esme, Draft draft, Pdu.Request request, LongFunction<Pdu.Response> yes) {
        door.admission().admit(draft, esme.loop(), admitted -> answer(esme, admitted, request, yes));
    }

    private void answer(EsmeSession esme, Admitted admitted, Pdu.Request request, LongFunction<Pdu.Response> yes) {
        if (admitted.verdict().isAccepted()) {
            esme.counts().onAccepted();
            esme.respond(yes.apply(admitted.id()));
        } else if (admitted.verdict() == Verdict.QUEUE_FULL) {
            refuseForRoom(esme, request, admitted);
        } else {
            esme.refuse(request, admitted.verdict().commandStatus());
        }
    }

    /** The request is let go of at once: under a flood thousands wait to be refused, and what waits is copied by every collection. */
    private void refuseForRoom(EsmeSession esme, Pdu.Request request, Admitted refusal) {
        Pdu.Response answer = request.respond(refusal.verdict().commandStatus());
        valve.refuseLater(() -> esme.respond(answer));
    }

    /**
     * replace_if_present_flag (3.4 section 5.2.18): takes the place, and keeps the id, of a message of the same source, destination and service type that has not left. A
     * schedule that the new one does not name is kept. When there is none, or it leaves meanwhile, the new message is one of its own.
     */
    private void replaceOrAdmit(
            EsmeSession esme, Draft draft, String serviceType, Pdu.Request request, LongFunction<Pdu.Response> yes) {
        Admission admission = door.admission();
        String from = draft.from().value();
        String to = draft.to().value();
        Admitted notNow = admission.checkSearch(draft.account());
        if (notNow != null) {
            esme.refuse(request, notNow.verdict().commandStatus());
            return;
        }
        Runnable failed = () -> esme.refuse(request, CommandStatus.ESME_RSYSERR);
        LongConsumer replace = id -> {
            if (id == 0) {
                admit(esme, draft, request, yes);
                return;
            }
            Admitted refusal = admission.checkReplacement(draft);
            if (refusal != null) {
                esme.refuse(request, refusal.verdict().commandStatus());
                return;
            }
            Content content = draft.content();
            admission.replace(
                    draft.account(),
                    id,
                    content,
                    draft.sendAtMillis(),
                    draft.validityMillis(),
                    draft.receipts(),
                    esme.loop(),
                    amended -> {
                        if (amended == Amended.DONE) {
                            esme.counts().onAccepted();
                            esme.respond(yes.apply(id));
                        } else if (amended == Amended.UNREADABLE) {
                            failed.run();
                        } else {
                            admit(esme, draft, request, yes);
                        }
                    });
        };
        admission.findReplaceable(draft.account(), from, to, serviceType, esme.loop(), replace::accept, failed);
    }
}
