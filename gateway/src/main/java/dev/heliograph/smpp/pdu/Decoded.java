package dev.heliograph.smpp.pdu;

/** What {@link PduDecoder} makes of one frame: a {@link Pdu}, or a {@link Malformed} value that says how to react. */
public sealed interface Decoded permits Pdu, Malformed {}
