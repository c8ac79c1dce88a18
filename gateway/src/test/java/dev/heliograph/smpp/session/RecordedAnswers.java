package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.Pdu;
import java.util.ArrayList;
import java.util.List;

/** Remembers how requests ended. */
final class RecordedAnswers implements ResponseHandler {
    final List<Pdu.Response> responses = new ArrayList<>();
    final List<Unanswered> unanswered = new ArrayList<>();

    @Override
    public void onResponse(Pdu.Response response) {
        responses.add(response);
    }

    @Override
    public void onUnanswered(Unanswered why) {
        unanswered.add(why);
    }
}
