package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.Unanswered;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers how requests ended. */
public final class Answers implements ResponseHandler {
    public final List<Pdu.Response> responses = new CopyOnWriteArrayList<>();
    public final List<Unanswered> unanswered = new CopyOnWriteArrayList<>();

    @Override
    public void onResponse(Pdu.Response response) {
        responses.add(response);
    }

    @Override
    public void onUnanswered(Unanswered why) {
        unanswered.add(why);
    }

    public int size() {
        return responses.size() + unanswered.size();
    }
}
