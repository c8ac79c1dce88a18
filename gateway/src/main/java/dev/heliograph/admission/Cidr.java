package dev.heliograph.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A block of addresses, {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a plain address is a block of one.
 *
 * @param address the block's first address, in network order
 * @param prefixBits how many leading bits count
 */
public record Cidr(byte[] address, int prefixBits) implements Predicate<InetAddress> {

    /** @throws IllegalArgumentException saying what is wrong with {@code text} */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        // Only literals: a name here would ask a resolver, and mean something else tomorrow.
        if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("'" + text + "' is not an address block such as 10.0.0.0/8");
        }
        try {
            byte[] address = InetAddress.getByName(host).getAddress();
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("'" + text + "': the prefix must be 0 to " + address.length * 8);
            }
            return new Cidr(address, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address block such as 10.0.0.0/8", e);
        }
    }

    public boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        if (bytes.length != address.length) {
            return false;
        }
        int whole = prefixBits >>> 3;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != address[i]) {
                return false;
            }
        }
        int rest = prefixBits & 7;
        return rest == 0 || ((bytes[whole] ^ address[whole]) & 0xff) >>> (8 - rest) == 0;
    }

    @Override
    public boolean test(InetAddress other) {
        return contains(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr block && prefixBits == block.prefixBits && Arrays.equals(address, block.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + prefixBits;
    }
}
