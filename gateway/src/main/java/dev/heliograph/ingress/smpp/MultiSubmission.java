package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.PressureValve;
import dev.heliograph.admission.Verdict;
import dev.heliograph.egress.receiver.GroupReference;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitMulti;
import dev.heliograph.smpp.pdu.SubmitMultiResp;
import dev.heliograph.smpp.pdu.SubmitMultiResp.UnsuccessSme;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tlvs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One submit_multi under way. Each destination becomes a message of its own; the first that is accepted gives its id to all of them, see {@link GroupReference}. So the
 * receipts of all name the one message_id that the ESME was given, told apart by their source address, while query_sm, cancel_sm and replace_sm with that id mean the
 * first destination. Owned by the session's loop.
 */
final class MultiSubmission {
    private final SmppDoor door;
    private final EsmeSession esme;
    private final Account account;
    private final SubmitMulti pdu;
    private final List<SmppAddress> addresses = new ArrayList<>();
    private final List<UnsuccessSme> unsuccessful = new ArrayList<>();
    private final PressureValve valve;
    private final long nowMillis;
    /** Whether there was no room for one of them. */
    private boolean refusedForRoom;

    private long groupId;
    private int next;
    private int open;

    MultiSubmission(SmppDoor door, EsmeSession esme, Account account, SubmitMulti pdu, PressureValve valve) {
        this.door = door;
        this.esme = esme;
        this.account = account;
        this.pdu = pdu;
        this.valve = valve;
        this.nowMillis = door.wallMillis().getAsLong();
    }

    void begin() {
        for (SubmitMulti.Destination destination : pdu.destinations()) {
            if (destination instanceof SubmitMulti.Sme sme) {
                int status = sme.address().destinationStatus();
                if (status == CommandStatus.ESME_ROK) {
                    addresses.add(sme.address());
                } else {
                    unsuccessful.add(new UnsuccessSme(sme.address(), status));
                }
            } else if (destination instanceof SubmitMulti.DistributionList list) {
                // The gateway keeps no lists, so every name is unknown.
                SmppAddress name = new SmppAddress(0, 0, list.name());
                unsuccessful.add(new UnsuccessSme(name, CommandStatus.ESME_RINVDLNAME));
            }
        }
        first();
    }

    /** One after the other until one is accepted, for its id is part of the others. */
    private void first() {
        if (next == addresses.size()) {
            respond();
            return;
        }
        SmppAddress address = addresses.get(next++);
        admit(address, null, admitted -> {
            if (admitted == null || !admitted.verdict().isAccepted()) {
                first();
                return;
            }
            groupId = admitted.id();
            esme.counts().onAccepted();
            others();
        });
    }

    private void others() {
        List<SmppAddress> rest = addresses.subList(next, addresses.size());
        open = rest.size();
        if (open == 0) {
            respond();
            return;
        }
        String reference = GroupReference.of(groupId);
        for (SmppAddress address : rest) {
            admit(address, reference, admitted -> {
                if (admitted != null && admitted.verdict().isAccepted()) {
                    esme.counts().onAccepted();
                }
                if (--open == 0) {
                    respond();
                }
            });
        }
    }

    /** @param then told of admission's answer, or of null when the draft could not be read; what was refused is in the list by then */
    private void admit(SmppAddress address, @Nullable String reference, Consumer<@Nullable Admitted> then) {
        SubmitSm submit = pdu.to(address);
        Admitted busy = door.checkLoad(account, submit);
        if (busy != null) {
            refusedForRoom = true;
            unsuccessful.add(new UnsuccessSme(address, busy.verdict().commandStatus()));
            then.accept(busy);
            return;
        }
        String keySuffix = "#" + address.address();
        Reading reading = DraftReader.read(account, submit, esme.version(), reference, keySuffix, nowMillis);
        if (reading instanceof Reading.Refused refused) {
            unsuccessful.add(new UnsuccessSme(address, refused.status()));
            then.accept(null);
        } else if (reading instanceof Reading.Read read) {
            door.admission().admit(read.draft(), esme.loop(), admitted -> {
                if (!admitted.verdict().isAccepted()) {
                    refusedForRoom |= admitted.verdict() == Verdict.QUEUE_FULL;
                    unsuccessful.add(
                            new UnsuccessSme(address, admitted.verdict().commandStatus()));
                }
                then.accept(admitted);
            });
        }
    }

    private void respond() {
        if (refusedForRoom) {
            valve.refuseLater(this::respondNow);
        } else {
            respondNow();
        }
    }

    private void respondNow() {
        if (groupId != 0) {
            esme.respond(pdu.accepted(esme.idText(groupId), unsuccessful));
            return;
        }
        int status = unsuccessful.get(0).status();
        boolean same = unsuccessful.stream().allMatch(sme -> sme.status() == status);
        esme.respond(new SubmitMultiResp(
                same ? status : CommandStatus.ESME_RSUBMITFAIL, pdu.sequenceNumber(), "", unsuccessful, Tlvs.EMPTY));
    }
}
