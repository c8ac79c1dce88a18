package dev.heliograph.smpp.pdu;

/**
 * bind_receiver, bind_transmitter and bind_transceiver: an ESME opens a session (3.4 section 4.1).
 *
 * @param systemId at most 15 characters
 * @param password at most 8 characters
 * @param systemType at most 12 characters
 * @param interfaceVersion see {@link InterfaceVersion}
 * @param addressRange the addresses the ESME serves, TON and NPI with an expression of at most 40 characters
 */
public record BindRequest(
        BindKind kind,
        int sequenceNumber,
        String systemId,
        String password,
        String systemType,
        int interfaceVersion,
        SmppAddress addressRange)
        implements Pdu.Request {
    /** Longest system_id in octets with its NUL. */
    public static final int SYSTEM_ID_OCTETS_MAX = 16;

    /** Longest password in octets with its NUL. */
    public static final int PASSWORD_OCTETS_MAX = 9;

    /** Longest system_type in octets with its NUL. */
    public static final int SYSTEM_TYPE_OCTETS_MAX = 13;

    private static final int ADDRESS_RANGE_OCTETS_MAX = 41;

    @Override
    public CommandId commandId() {
        return kind.command();
    }

    /**
     * The answer that opens the session.
     *
     * @param mcSystemId the message centre's system_id
     * @param mcInterfaceVersion its highest version, told to peers of 3.4 and later as sc_interface_version
     */
    public BindResp accepted(String mcSystemId, int mcInterfaceVersion) {
        Tlvs tlvs = InterfaceVersion.hasTlvs(interfaceVersion)
                ? Tlvs.builder()
                        .octet(Tag.SC_INTERFACE_VERSION, mcInterfaceVersion)
                        .build()
                : Tlvs.EMPTY;
        return new BindResp(commandId().response(), CommandStatus.ESME_ROK, sequenceNumber, mcSystemId, tlvs);
    }

    @Override
    public void writeBody(PduWriter out) {
        out.cString(systemId, SYSTEM_ID_OCTETS_MAX);
        out.cString(password, PASSWORD_OCTETS_MAX);
        out.cString(systemType, SYSTEM_TYPE_OCTETS_MAX);
        out.octet(interfaceVersion);
        out.address(addressRange, ADDRESS_RANGE_OCTETS_MAX);
    }

    static BindRequest decode(PduReader in) {
        String systemId = in.cString(SYSTEM_ID_OCTETS_MAX, CommandStatus.ESME_RINVSYSID);
        String password = in.cString(PASSWORD_OCTETS_MAX, CommandStatus.ESME_RINVPASWD);
        String systemType = in.cString(SYSTEM_TYPE_OCTETS_MAX, CommandStatus.ESME_RINVSYSTYP);
        int version = in.octet();
        SmppAddress range = in.address(ADDRESS_RANGE_OCTETS_MAX, CommandStatus.ESME_RBINDFAIL);
        in.tlvs(Tag.Use.NONE);
        BindKind kind = switch (in.commandId()) {
            case BIND_RECEIVER -> BindKind.RECEIVER;
            case BIND_TRANSMITTER -> BindKind.TRANSMITTER;
            default -> BindKind.TRANSCEIVER;
        };
        return new BindRequest(kind, in.sequenceNumber(), systemId, password, systemType, version, range);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "bind[" + kind + " " + systemId + " version=0x" + Integer.toHexString(interfaceVersion) + "]";
    }
}
