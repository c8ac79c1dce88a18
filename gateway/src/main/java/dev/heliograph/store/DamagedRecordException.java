package dev.heliograph.store;

/** A record is not what its codec wrote. Never leaves the room: whoever read the record says which one it was, in a {@link StoreException}. */
final class DamagedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedRecordException(String what) {
        super(what, null, false, false);
    }
}
