package dev.heliograph.smpp.pdu;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/**
 * command_status values of SMPP 3.4 (section 5.1.3) and 5.0 (section 4.7.6), under the specification's names. They are ints,
 * not an enum, because vendors send values of their own (0x400-0x4FF and others) that have to be carried as they are.
 */
public final class CommandStatus {
    /** No error. */
    public static final int ESME_ROK = 0x00000000;
    /** Message length is invalid. */
    public static final int ESME_RINVMSGLEN = 0x00000001;
    /** Command length is invalid. */
    public static final int ESME_RINVCMDLEN = 0x00000002;
    /** Invalid command id. */
    public static final int ESME_RINVCMDID = 0x00000003;
    /** Incorrect bind status for the command. */
    public static final int ESME_RINVBNDSTS = 0x00000004;
    /** ESME already in bound state. */
    public static final int ESME_RALYBND = 0x00000005;
    /** Invalid priority flag. */
    public static final int ESME_RINVPRTFLG = 0x00000006;
    /** Invalid registered_delivery flag. */
    public static final int ESME_RINVREGDLVFLG = 0x00000007;
    /** System error. */
    public static final int ESME_RSYSERR = 0x00000008;
    /** Invalid source address. */
    public static final int ESME_RINVSRCADR = 0x0000000A;
    /** Invalid destination address. */
    public static final int ESME_RINVDSTADR = 0x0000000B;
    /** Message id is invalid. */
    public static final int ESME_RINVMSGID = 0x0000000C;
    /** Bind failed. */
    public static final int ESME_RBINDFAIL = 0x0000000D;
    /** Invalid password. */
    public static final int ESME_RINVPASWD = 0x0000000E;
    /** Invalid system id. */
    public static final int ESME_RINVSYSID = 0x0000000F;
    /** cancel_sm failed. */
    public static final int ESME_RCANCELFAIL = 0x00000011;
    /** replace_sm failed. */
    public static final int ESME_RREPLACEFAIL = 0x00000013;
    /** Message queue full. */
    public static final int ESME_RMSGQFUL = 0x00000014;
    /** Invalid service type. */
    public static final int ESME_RINVSERTYP = 0x00000015;
    /** Invalid number of destinations. */
    public static final int ESME_RINVNUMDESTS = 0x00000033;
    /** Invalid distribution list name. */
    public static final int ESME_RINVDLNAME = 0x00000034;
    /** Invalid destination flag (submit_multi). */
    public static final int ESME_RINVDESTFLAG = 0x00000040;
    /** Submit with replace is not supported. */
    public static final int ESME_RINVSUBREP = 0x00000042;
    /** Invalid esm_class. */
    public static final int ESME_RINVESMCLASS = 0x00000043;
    /** Cannot submit to a distribution list. */
    public static final int ESME_RCNTSUBDL = 0x00000044;
    /** submit_sm, data_sm or submit_multi failed. */
    public static final int ESME_RSUBMITFAIL = 0x00000045;
    /** Invalid source address TON. */
    public static final int ESME_RINVSRCTON = 0x00000048;
    /** Invalid source address NPI. */
    public static final int ESME_RINVSRCNPI = 0x00000049;
    /** Invalid destination address TON. */
    public static final int ESME_RINVDSTTON = 0x00000050;
    /** Invalid destination address NPI. */
    public static final int ESME_RINVDSTNPI = 0x00000051;
    /** Invalid system type. */
    public static final int ESME_RINVSYSTYP = 0x00000053;
    /** Invalid replace_if_present flag. */
    public static final int ESME_RINVREPFLAG = 0x00000054;
    /** Invalid number of messages. */
    public static final int ESME_RINVNUMMSGS = 0x00000055;
    /** Throttling: the ESME exceeded its allowed rate. */
    public static final int ESME_RTHROTTLED = 0x00000058;
    /** Invalid scheduled delivery time. */
    public static final int ESME_RINVSCHED = 0x00000061;
    /** Invalid validity period (expiry time). */
    public static final int ESME_RINVEXPIRY = 0x00000062;
    /** Invalid or unknown predefined message. */
    public static final int ESME_RINVDFTMSGID = 0x00000063;
    /** ESME receiver temporary error: send again later. */
    public static final int ESME_RX_T_APPN = 0x00000064;
    /** ESME receiver permanent error. */
    public static final int ESME_RX_P_APPN = 0x00000065;
    /** ESME receiver rejects this message. */
    public static final int ESME_RX_R_APPN = 0x00000066;
    /** query_sm failed. */
    public static final int ESME_RQUERYFAIL = 0x00000067;
    /** Error in the optional part of the PDU body. */
    public static final int ESME_RINVTLVSTREAM = 0x000000C0;
    /** TLV not allowed. */
    public static final int ESME_RTLVNOTALLWD = 0x000000C1;
    /** Invalid TLV length. */
    public static final int ESME_RINVTLVLEN = 0x000000C2;
    /** Expected TLV missing. */
    public static final int ESME_RMISSINGTLV = 0x000000C3;
    /** Invalid TLV value. */
    public static final int ESME_RINVTLVVAL = 0x000000C4;
    /** Transaction delivery failure (data_sm_resp). */
    public static final int ESME_RDELIVERYFAILURE = 0x000000FE;
    /** Unknown error. */
    public static final int ESME_RUNKNOWNERR = 0x000000FF;
    /** 5.0: not authorised to use this service_type. */
    public static final int ESME_RSERTYPUNAUTH = 0x00000100;
    /** 5.0: prohibited from using this operation. */
    public static final int ESME_RPROHIBITED = 0x00000101;
    /** 5.0: service_type unavailable. */
    public static final int ESME_RSERTYPUNAVAIL = 0x00000102;
    /** 5.0: service_type denied. */
    public static final int ESME_RSERTYPDENIED = 0x00000103;
    /** 5.0: invalid data_coding. */
    public static final int ESME_RINVDCS = 0x00000104;
    /** 5.0: source address sub-unit invalid. */
    public static final int ESME_RINVSRCADDRSUBUNIT = 0x00000105;
    /** 5.0: destination address sub-unit invalid. */
    public static final int ESME_RINVDSTADDRSUBUNIT = 0x00000106;
    /** 5.0: broadcast frequency interval invalid. */
    public static final int ESME_RINVBCASTFREQINT = 0x00000107;
    /** 5.0: broadcast alias name invalid. */
    public static final int ESME_RINVBCASTALIAS_NAME = 0x00000108;
    /** 5.0: broadcast area format invalid. */
    public static final int ESME_RINVBCASTAREAFMT = 0x00000109;
    /** 5.0: number of broadcast areas invalid. */
    public static final int ESME_RINVNUMBCAST_AREAS = 0x0000010A;
    /** 5.0: broadcast content type invalid. */
    public static final int ESME_RINVBCASTCNTTYPE = 0x0000010B;
    /** 5.0: broadcast message class invalid. */
    public static final int ESME_RINVBCASTMSGCLASS = 0x0000010C;
    /** 5.0: broadcast_sm failed. */
    public static final int ESME_RBCASTFAIL = 0x0000010D;
    /** 5.0: query_broadcast_sm failed. */
    public static final int ESME_RBCASTQUERYFAIL = 0x0000010E;
    /** 5.0: cancel_broadcast_sm failed. */
    public static final int ESME_RBCASTCANCELFAIL = 0x0000010F;
    /** 5.0: number of repeated broadcasts invalid. */
    public static final int ESME_RINVBCAST_REP = 0x00000110;
    /** 5.0: broadcast service group invalid. */
    public static final int ESME_RINVBCASTSRVGRP = 0x00000111;
    /** 5.0: broadcast channel indicator invalid. */
    public static final int ESME_RINVBCASTCHANIND = 0x00000112;

    private static final Map<Integer, String> NAMES = names();

    private CommandStatus() {}

    /** The specification's name of this status, or its value in hexadecimal ({@code 0x00000411}) when it has none. */
    public static String name(int status) {
        String name = NAMES.get(status);
        return name != null ? name : String.format("0x%08X", status);
    }

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        try {
            for (Field field : CommandStatus.class.getFields()) {
                String other = names.put(field.getInt(null), field.getName());
                if (other != null) {
                    throw new ExceptionInInitializerError(other + " and " + field.getName() + " share a value");
                }
            }
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
        return Map.copyOf(names);
    }
}
