package dev.heliograph.channel.smpp;

/** How what is left of a message's validity is told to the message centre. */
public enum ValidityForm {
    /** A span from its receipt: needs no agreement of clocks. */
    RELATIVE,
    /** An instant, in UTC. */
    ABSOLUTE,
    /** Not at all: the message centre's default applies. */
    NONE
}
