package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Draft;

/** What came of reading a submission. */
sealed interface Reading {
    record Read(Draft draft) implements Reading {}

    /** @param status the command_status to answer with */
    record Refused(int status) implements Reading {}
}
