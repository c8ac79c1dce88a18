package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;

/** What the gate says. A refusal names no reason to the outside, so that accounts cannot be guessed; the reason is for the log. */
sealed interface BindAnswer {
    /**
     * Come in.
     *
     * @param permit one of the account's binds, given back when the session ends
     */
    record Granted(Account account, BindPermit permit) implements BindAnswer {}

    /** Stay out. */
    record Refused(Reason reason) implements BindAnswer {}

    /** Why a bind was refused. */
    enum Reason {
        /** Unknown system_id, or the password is wrong. */
        CREDENTIALS,
        /** Too many wrong passwords for this system_id from this address; it was not looked at. */
        BACKING_OFF,
        /** The account may not connect from there. */
        ADDRESS,
        /** The account has all its binds. */
        BINDS_MAX,
        /** More passwords wait to be checked than the gate has room for. */
        BUSY
    }
}
