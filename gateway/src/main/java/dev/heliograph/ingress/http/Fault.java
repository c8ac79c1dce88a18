package dev.heliograph.ingress.http;

/**
 * One thing that is wrong with a request.
 *
 * @param place what {@code where} points into
 * @param where a JSON pointer (RFC 6901), or the name of a parameter or header
 * @param detail what is wrong and what would be right
 */
record Fault(Place place, String where, String detail) {
    enum Place {
        POINTER("pointer"),
        PARAMETER("parameter"),
        HEADER("header");

        private final String field;

        Place(String field) {
            this.field = field;
        }

        /** @return the name of the member that carries {@code where} in a problem document */
        String field() {
            return field;
        }
    }
}
