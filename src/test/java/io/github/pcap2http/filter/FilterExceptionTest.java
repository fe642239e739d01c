package io.github.pcap2http.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about an expression that is no filter, and where. */
class FilterExceptionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "tcp prot 80              | 4  | expected 'and' or 'or'",
        "tcp port                 | 8  | the expression ends here",
        "tcp port 80 or           | 14 | the expression ends here",
        "tcp port 80 443          | 12 | expected 'and' or 'or'",
        "10.0.0.1                 | 0  | needs a word before it",
        "80                       | 0  | a number alone",
        "host example.com         | 5  | host names are not looked up",
        "host 10.0.0.256          | 5  | no IPv4 address",
        "host 10.0.0.0/8          | 5  | 'net' only",
        "net 10.0.0.1/8           | 4  | bits set",
        "net 10.0.0.0/33          | 4  | at most 32",
        "net 2001:db8::/129       | 4  | at most 128",
        "net 2001:db8::1/32       | 4  | bits set",
        "host ::1.2.3.256         | 5  | no IPv6 address",
        "tcp host 10.0.0.1        | 9  | 'tcp' does not go with",
        "ip host 2001:db8::1      | 8  | 'ip' does not go with",
        "host 00:00:5e:00:53:01   | 5  | ether host",
        "ether host 10.0.0.1      | 11 | Ethernet address",
        "ether host 1:2:3:        | 11 | six parts",
        "port 65536               | 5  | at most 65535",
        "port 10.0.0.1            | 5  | 'port' does not go with",
        "port nosuchservice       | 5  | unknown port",
        "icmp port 80             | 10 | has no ports",
        "portrange http           | 10 | hyphen",
        "ip proto tcp             | 9  | \\tcp",
        "ip proto nosuch          | 9  | unknown protocol",
        "tcp proto 6              | 10 | means nothing",
        "ip broadcast             | 0  | mask",
        "gateway 10.0.0.1         | 8  | gateway",
        "vlan 4096                | 0  | 4095",
        "mpls and vlan            | 9  | cannot follow",
        "mpls and arp             | 9  | only IPv4 and IPv6",
        "tcp[13                   | 6  | expected ']'",
        "tcp[0:3] = 1             | 0  | 1, 2 or 4",
        "ah[0] = 1                | 0  | cannot be indexed",
        "ip[0]                    | 0  | a number alone",
        "5 / 0 = 1                | 2  | division by zero",
        "1 << 32 = 1              | 2  | 31 bits",
        "len > 08                 | 6  | octal",
        "len > 4294967296         | 6  | 32 bits",
        "(tcp or udp              | 11 | '(' at character 1",
        "tcp)                     | 3  | expected 'and' or 'or'",
        "tcp && #                 | 7  | means nothing here",
        "host 10.0.0.1 and ((10.0.0.2 or 10.0.0.3) or 10.0.0.4) | 19 | put it last",
        "ether                    | 0  | cannot stand alone",
        "llc nosuch               | 4  | LLC",
        "type nosuch              | 5  | type of 802.11",
        "vpi 5                    | 0  | ATM",
        "ifname em0               | 0  | firewall log",
        "host $5                  | 5  | ARCnet"})
    void saysWhereAndWhat(String expression, int position, String words) {
        FilterException e = assertThrows(FilterException.class, () -> PacketFilter.compile(expression));
        assertEquals(position, e.position(), e.caret());
        assertTrue(e.getMessage().contains(words), e.caret());
        assertFalse(e.getMessage().contains("\n"));
    }

    @Test
    void showsTheExpressionWithACaret() {
        FilterException e = assertThrows(FilterException.class, () -> PacketFilter.compile("tcp port 80 and host www"));
        assertEquals("""
            tcp port 80 and host www
                                 ^
            host names are not looked up; write the address of 'www'""", e.caret());
    }

    @Test
    void showsThePartOfALongExpressionThatMatters() {
        String expression = "tcp or ".repeat(100) + "nonsense" + " or tcp".repeat(100);
        FilterException e = assertThrows(FilterException.class, () -> PacketFilter.compile(expression));
        String[] lines = e.caret().split("\n");
        assertEquals(3, lines.length);
        assertTrue(lines[0].length() < 130);
        assertTrue(lines[0].startsWith("nonsense", lines[1].indexOf('^')), e.caret());
        FilterException control = assertThrows(FilterException.class, () -> PacketFilter.compile("tcp\nand\tx"));
        assertEquals("tcp and x\n        ^", control.caret().substring(0, 19));
    }

    @Test
    void theFirstErrorIsTheOneToldOf() {
        FilterException e = assertThrows(FilterException.class, () -> PacketFilter.compile("port 70000 and tcp["));
        assertEquals(5, e.position());
    }

    @Test
    void sizeIsBounded() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String deep : new String[] {"(".repeat(30_000), "not ".repeat(16_000) + "tcp", "!".repeat(60_000), "ip[".repeat(20_000), "-".repeat(60_000) + "1=1",
                "1%".repeat(30_000) + "1=1", "(".repeat(1_000) + "1" + ")".repeat(1_000) + "=1", "vlan " + "(".repeat(60_000)}) {
                assertThrows(FilterException.class, () -> PacketFilter.compile(deep));
            }
            assertThrows(FilterException.class, () -> PacketFilter.compile(" ".repeat(70_000)));
            PacketFilter wide = PacketFilter.compile("udp" + " or tcp".repeat(9_000));
            assertFalse(wide.matches(1, new byte[60], 0, 60, 60));
            PacketFilter sum = PacketFilter.compile("1" + "+1".repeat(30_000) + "=30001");
            assertTrue(sum.matches(1, new byte[60], 0, 60, 60));
            PacketFilter nested = PacketFilter.compile("(".repeat(150) + "udp" + ")".repeat(150));
            assertFalse(nested.matches(1, new byte[60], 0, 60, 60));
        });
    }

    /** Words in any order: a filter or a {@link FilterException}, and no packet makes a filter fail. */
    @Test
    void nothingElseIsThrown() {
        String[] words = ("tcp udp ip ip6 arp ether link wlan host net port portrange proto protochain src dst and or not ( ) [ ] : + - * / % & | ^ << >> = != < > len "
            + "vlan mpls pppoes geneve llc type subtype dir mgt beacon byte less greater inbound ifindex 0 1 80 0x7fffffff 4294967295 10.0.0.1 2001:db8::1 "
            + "1:2:3:4:5:6 http \\tcp / mask 255.0.0.0 80-90 multicast broadcast radio icmp6 iso l1 decnet $5 \u00e9 :: gateway").split(" ");
        int[] linkTypes = {0, 1, 9, 50, 51, 101, 104, 105, 108, 113, 127, 163, 228, 229, 276, 251, -1, 65_535};
        Random random = new Random(1);
        byte[] packet = new byte[80];
        int filters = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder expression = new StringBuilder();
            for (int n = random.nextInt(7); n >= 0; n--) expression.append(words[random.nextInt(words.length)]).append(random.nextInt(9) == 0 ? "" : " ");
            try {
                PacketFilter filter = PacketFilter.compile(expression.toString());
                filters++;
                for (int linkType : linkTypes) {
                    random.nextBytes(packet);
                    int length = random.nextInt(packet.length);
                    filter.matches(linkType, packet, packet.length - length, length, random.nextInt() & 0xffffffffL);
                }
            } catch (FilterException expected) {
                assertTrue(expected.position() <= expression.length());
            }
        }
        assertTrue(filters > 300, "too few filters: " + filters);
    }
}
