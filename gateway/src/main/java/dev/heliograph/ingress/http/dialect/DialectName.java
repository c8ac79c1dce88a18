package dev.heliograph.ingress.http.dialect;

/** The dialects there are, as the configuration names them in lower case. */
public enum DialectName {
    /** CM.com's Business Messaging API. */
    CM,
    KANNEL,
    JASMIN;

    /** @return whether its messages may bring the URLs of callbacks */
    public boolean callsBack() {
        return this != CM;
    }
}
