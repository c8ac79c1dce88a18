package dev.heliograph.smpp.pdu;

/** The three ways an ESME binds. */
public enum BindKind {
    RECEIVER(CommandId.BIND_RECEIVER, false, true),
    TRANSMITTER(CommandId.BIND_TRANSMITTER, true, false),
    TRANSCEIVER(CommandId.BIND_TRANSCEIVER, true, true);

    private final CommandId command;
    private final boolean transmits;
    private final boolean receives;

    BindKind(CommandId command, boolean transmits, boolean receives) {
        this.command = command;
        this.transmits = transmits;
        this.receives = receives;
    }

    /** The bind command of this kind. */
    public CommandId command() {
        return command;
    }

    /** Whether the ESME may submit. */
    public boolean transmits() {
        return transmits;
    }

    /** Whether the ESME is sent deliver_sm. */
    public boolean receives() {
        return receives;
    }
}
