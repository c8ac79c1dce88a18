package dev.heliograph.store;

/** The data directory cannot be used, or what it holds cannot be read. The message is one line for the operator and says which file or record. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
