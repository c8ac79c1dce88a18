package dev.heliograph.loadtest;

import java.nio.file.Path;

/**
 * The configuration of a {@link Kannel}: as little held back as it can be told, and durable in its own way. Its log says only what makes it end, no access is logged, no rate
 * is set anywhere, and what may wait at once is as much as our gateway's own (submits) or more (reports, calls).
 */
final class KannelFile {
    /** Where Kannel keeps messages until they are sent, in its words; both without a sync of the disk. */
    enum Store {
        /** One file, written on, and written anew every ten seconds. */
        file,
        /** A file a message. */
        spool
    }

    private static final int SUBMITS = 500;
    private static final int WAITING = 1_000_000;

    private KannelFile() {}

    /**
     * @param directory of its own
     * @param sessions to the message centre, each an account there of its own: a report comes by the session that submitted, behind the answer, for one that comes before it
     *     finds no message
     * @param callbacks under way at once
     */
    static String of(Path directory, Kannel.Ports ports, int smscPort, Store store, int sessions, int callbacks) {
        StringBuilder file = new StringBuilder("""
                group = core
                admin-port = %d
                admin-interface = 127.0.0.1
                admin-password = %s
                admin-allow-ip = 127.0.0.1
                smsbox-port = %d
                smsbox-interface = 127.0.0.1
                smsbox-max-pending = 10000
                box-allow-ip = 127.0.0.1
                log-level = 4
                log-file = %s
                store-type = %s
                store-location = %s
                dlr-storage = internal
                sms-incoming-queue-limit = %d
                sms-outgoing-queue-limit = %d

                group = smsbox
                bearerbox-host = 127.0.0.1
                sendsms-port = %d
                sendsms-interface = 127.0.0.1
                max-pending-requests = %d
                log-level = 4
                log-file = %s

                group = sendsms-user
                username = %s
                password = %s
                max-messages = 10
                """.formatted(
                        ports.admin(),
                        SendSms.PASSWORD,
                        ports.boxes(),
                        directory.resolve("bearerbox.log"),
                        store,
                        directory.resolve(store == Store.file ? "messages" : "spool"),
                        WAITING,
                        WAITING,
                        ports.sendSms(),
                        callbacks,
                        directory.resolve("smsbox.log"),
                        SendSms.USER,
                        SendSms.PASSWORD));
        for (int i = 0; i < sessions; i++) {
            file.append("""

                    group = smsc
                    smsc = smpp
                    smsc-id = sms-%d
                    host = 127.0.0.1
                    port = %d
                    smsc-username = gw%d
                    smsc-password = gw
                    system-type = load
                    transceiver-mode = true
                    interface-version = 34
                    max-pending-submits = %d
                    """.formatted(i, smscPort, i, SUBMITS));
        }
        return file.toString();
    }
}
