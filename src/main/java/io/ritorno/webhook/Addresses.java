package io.ritorno.webhook;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/// Which addresses are out on the internet. All others may be the operator's own machines, and a
/// customer of his must not reach them through us (server-side request forgery).
///
/// After the IANA special-purpose address registries (RFC 6890 and its successors, 2025).
final class Addresses {
    private record Range(byte[] start, int bits) {
        static Range of(int bits, int... start) {
            var bytes = new byte[start.length];
            for (var i = 0; i < start.length; i++) bytes[i] = (byte) start[i];
            return new Range(bytes, bits);
        }

        boolean holds(byte[] address) {
            for (var bit = 0; bit < bits; bit++) {
                var i = bit / 8;
                var mask = 0x80 >> (bit % 8);
                var wanted = i < start.length ? start[i] & mask : 0;
                if ((address[i] & mask) != wanted) return false;
            }
            return true;
        }
    }

    private static final List<Range> CLOSED_4 =
            List.of(
                    Range.of(8, 0), // this network
                    Range.of(8, 10),
                    Range.of(10, 100, 64), // carrier-grade NAT
                    Range.of(8, 127),
                    Range.of(16, 169, 254), // link-local, and the clouds' metadata
                    Range.of(12, 172, 16),
                    Range.of(24, 192, 0, 0),
                    Range.of(24, 192, 0, 2),
                    Range.of(24, 192, 88, 99),
                    Range.of(16, 192, 168),
                    Range.of(15, 198, 18),
                    Range.of(24, 198, 51, 100),
                    Range.of(24, 203, 0, 113),
                    Range.of(4, 224), // multicast
                    Range.of(4, 240)); // reserved, broadcast

    /// The only IPv6 addresses that are out on the internet …
    private static final Range GLOBAL_6 = Range.of(3, 0x20);

    /// … but for these: Teredo and others of its kind, documentation, 6to4.
    private static final List<Range> CLOSED_6 =
            List.of(
                    Range.of(23, 0x20, 0x01),
                    Range.of(32, 0x20, 0x01, 0x0d, 0xb8),
                    Range.of(16, 0x20, 0x02),
                    Range.of(20, 0x3f, 0xff));

    /// IPv4 addresses as a network without IPv4 writes them (RFC 6052).
    private static final Range NAT64 = Range.of(96, 0x00, 0x64, 0xff, 0x9b);

    private static final Range MAPPED_4 = Range.of(96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);

    private Addresses() {}

    static boolean open(InetAddress address) {
        return open(address.getAddress());
    }

    static boolean open(byte[] address) {
        if (address.length == 4) return CLOSED_4.stream().noneMatch(range -> range.holds(address));
        if (NAT64.holds(address) || MAPPED_4.holds(address))
            return open(Arrays.copyOfRange(address, 12, 16));
        return GLOBAL_6.holds(address)
                && CLOSED_6.stream().noneMatch(range -> range.holds(address));
    }
}
