package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.Pdu;

/** How one request ends: one of the two methods is called, once, on the session's event loop. */
public interface ResponseHandler {
    /** The peer answered, with this command's response or a generic_nack, granting or refusing. */
    void onResponse(Pdu.Response response);

    /** No answer came. */
    void onUnanswered(Unanswered why);
}
