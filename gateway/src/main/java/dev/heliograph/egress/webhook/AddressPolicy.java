package dev.heliograph.egress.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses belong to the public Internet, by the special-purpose registries of IANA (RFC 6890 and its updates). Whoever may choose a URL must not reach the
 * gateway's own network through it: its loopback doors, the cloud's metadata service, the neighbours.
 */
final class AddressPolicy {
    private AddressPolicy() {}

    static boolean isPublic(InetAddress address) {
        byte[] octets = address.getAddress();
        // Java makes an Inet4Address of a mapped address (::ffff:0:0/96) by itself.
        return address instanceof Inet4Address ? isPublic4(octets) : isPublic6(octets);
    }

    private static boolean isPublic4(byte[] octets) {
        int first = octets[0] & 0xFF;
        int second = octets[1] & 0xFF;
        int third = octets[2] & 0xFF;
        return switch (first) {
            case 0, 10, 127 -> false; // this network, private, loopback
            case 100 -> second < 64 || second > 127; // shared, RFC 6598
            case 169 -> second != 254; // link-local, with the metadata services
            case 172 -> second < 16 || second > 31; // private
            case 192 ->
                second != 168 // private
                        && !(second == 0 && (third == 0 || third == 2)) // protocol assignments, documentation
                        && !(second == 88 && third == 99); // relay anycast, deprecated
            case 198 ->
                second != 18
                        && second != 19 // benchmarking
                        && !(second == 51 && third == 100); // documentation
            case 203 -> !(second == 0 && third == 113); // documentation
            default -> first < 224; // multicast, reserved, broadcast
        };
    }

    private static boolean isPublic6(byte[] octets) {
        if (startsWith(octets, 0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0)) {
            return isPublic4(Arrays.copyOfRange(octets, 12, 16)); // NAT64, RFC 6052
        }
        if ((octets[0] & 0xE0) != 0x20) {
            return false; // only 2000::/3 is global unicast
        }
        boolean protocols = startsWith(octets, 0x20, 0x01) && (octets[2] & 0xFE) == 0; // 2001::/23, with Teredo
        boolean documentation = startsWith(octets, 0x20, 0x01, 0x0D, 0xB8)
                || (startsWith(octets, 0x3F, 0xFF) && (octets[2] & 0xF0) == 0); // 3fff::/20
        boolean sixToFour = startsWith(octets, 0x20, 0x02); // leads to any IPv4 address
        return !protocols && !documentation && !sixToFour;
    }

    private static boolean startsWith(byte[] octets, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((octets[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
