package dev.heliograph.loadtest.gatling.smpp;

/** Where a simulation begins: {@code import static ...SmppDsl.smpp}. */
public final class SmppDsl {
    private SmppDsl() {}

    /** @return the protocol, to be refined and given to {@code protocols(...)} */
    public static SmppProtocol smpp(String host, int port) {
        return SmppProtocol.of(host, port);
    }

    /** @return a request, by its name in the report */
    public static Smpp smpp(String requestName) {
        return new Smpp(requestName);
    }
}
