package dev.heliograph.smpp.session;

/**
 * What one session may hold.
 *
 * @param pduOctetsMax largest PDU taken, header included, at least 16; default {@value #DEFAULT_PDU_OCTETS_MAX}, which is a
 *     full message_payload of 64 KiB with 1 KiB for the fields around it
 * @param windowMax requests of the peer that may be unanswered before its socket is no longer read; default 500
 * @param sendWindowMax own requests that may be unanswered; default 100
 * @param writeQueueOctetsMax octets written but not taken by the socket above which own requests are refused; default 256 KiB
 */
public record SessionLimits(int pduOctetsMax, int windowMax, int sendWindowMax, int writeQueueOctetsMax) {
    public static final int DEFAULT_PDU_OCTETS_MAX = 16 + 1024 + 65_536;

    public static final SessionLimits DEFAULT = new SessionLimits(DEFAULT_PDU_OCTETS_MAX, 500, 100, 256 * 1024);

    public SessionLimits {
        require(pduOctetsMax >= 16, "pduOctetsMax", pduOctetsMax);
        require(windowMax >= 1, "windowMax", windowMax);
        require(sendWindowMax >= 1, "sendWindowMax", sendWindowMax);
        require(writeQueueOctetsMax >= 1024, "writeQueueOctetsMax", writeQueueOctetsMax);
    }

    public SessionLimits withPduOctetsMax(int value) {
        return new SessionLimits(value, windowMax, sendWindowMax, writeQueueOctetsMax);
    }

    public SessionLimits withWindowMax(int value) {
        return new SessionLimits(pduOctetsMax, value, sendWindowMax, writeQueueOctetsMax);
    }

    public SessionLimits withSendWindowMax(int value) {
        return new SessionLimits(pduOctetsMax, windowMax, value, writeQueueOctetsMax);
    }

    public SessionLimits withWriteQueueOctetsMax(int value) {
        return new SessionLimits(pduOctetsMax, windowMax, sendWindowMax, value);
    }

    private static void require(boolean valid, String name, int value) {
        if (!valid) {
            throw new IllegalArgumentException(name + " is too small: " + value);
        }
    }
}
