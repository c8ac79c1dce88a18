package dev.heliograph.sms;

/**
 * One part of a message as received.
 *
 * @param dataCoding the PDU's {@code data_coding}, 0 to 255
 * @param header its user data header
 * @param userData its user data, without the header; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // carries octets and is never compared
public record Part(int dataCoding, UserDataHeader header, byte[] userData) {}
