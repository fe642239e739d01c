package io.github.pcap2http.filter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The words of the language. Case counts. */
final class Words {
    /** Words that stand for a protocol. */
    static final Map<String, Protocol> PROTOCOLS = new HashMap<>();
    /** Words that stand for a number. */
    static final Map<String, Integer> CONSTANTS = new HashMap<>();
    /** Words that are known, but belong to kinds of links that filters do not reach into: what kind. */
    static final Map<String, String> FOREIGN = new HashMap<>();

    private static final String OTHERS = "src dst host net mask port portrange proto protochain gateway type subtype dir addr1 addr2 addr3 addr4 "
        + "ra ta less greater byte broadcast multicast and or ! len inbound outbound ifindex vlan mpls pppoed pppoes geneve llc rnr";
    private static final String ALIASES = "&&=and ||=or not=! length=len direction=dir address1=addr1 address2=addr2 address3=addr3 address4=addr4 "
        + "rulenum=rnr on=ifname ruleset=rset subrulenum=srnr lsu=lssu";
    private static final String ICMP = "echoreply=0 unreach=3 sourcequench=4 redirect=5 echo=8 routeradvert=9 routersolicit=10 timxceed=11 "
        + "paramprob=12 tstamp=13 tstampreply=14 ireq=15 ireqreply=16 maskreq=17 maskreply=18";
    private static final String ICMP6 = "destinationunreach=1 packettoobig=2 timeexceeded=3 parameterproblem=4 echo=128 echoreply=129 "
        + "multicastlistenerquery=130 multicastlistenerreportv1=131 multicastlistenerdone=132 routersolicit=133 routeradvert=134 neighborsolicit=135 "
        + "neighboradvert=136 redirect=137 routerrenum=138 nodeinformationquery=139 nodeinformationresponse=140 ineighbordiscoverysolicit=141 "
        + "ineighbordiscoveryadvert=142 multicastlistenerreportv2=143 homeagentdiscoveryrequest=144 homeagentdiscoveryreply=145 "
        + "mobileprefixsolicit=146 mobileprefixadvert=147 certpathsolicit=148 certpathadvert=149 multicastrouteradvert=151 "
        + "multicastroutersolicit=152 multicastrouterterm=153";
    private static final String TCP = "fin=1 syn=2 rst=4 push=8 ack=16 urg=32 ece=64 cwr=128";

    private static final Map<String, String> CANONICAL = new HashMap<>();

    static {
        for (Protocol protocol : Protocol.values()) PROTOCOLS.put(protocol.word(), protocol);
        for (String alias : "link ppp slip fddi tr wlan".split(" ")) PROTOCOLS.put(alias, Protocol.LINK);
        PROTOCOLS.put("es-is", Protocol.ESIS);
        PROTOCOLS.put("is-is", Protocol.ISIS);
        constants("icmp-", ICMP);
        constants("icmp6-", ICMP6);
        constants("tcp-", TCP);
        constants("", "icmptype=0 icmpcode=1 icmp6type=0 icmp6code=1 tcpflags=13");
        foreign("the firewall log of BSD", "ifname rset srnr reason action");
        foreign("ATM", "lane metac bcc oam oamf4 oamf4ec oamf4sc sc ilmic vpi vci connectmsg metaconnect");
        foreign("SS7", "fisu lssu msu hfisu hlssu hmsu sio opc dpc sls hsio hopc hdpc hsls");
        for (String word : OTHERS.split(" ")) CANONICAL.put(word, word);
        for (String word : PROTOCOLS.keySet()) CANONICAL.put(word, word);
        for (String word : FOREIGN.keySet()) CANONICAL.put(word, word);
        for (String alias : ALIASES.split(" ")) {
            int equals = alias.lastIndexOf('=');
            CANONICAL.put(alias.substring(0, equals), alias.substring(equals + 1));
        }
        CANONICAL.put("==", "=");
    }

    private Words() { }

    static boolean isWord(String name) {
        return CANONICAL.containsKey(name);
    }

    /** @return the one of several words with the same meaning that the parser knows */
    static String canonical(String word) {
        return CANONICAL.getOrDefault(word, word);
    }

    private static void constants(String prefix, String list) {
        for (String entry : list.split(" ")) {
            int equals = entry.indexOf('=');
            CONSTANTS.put(prefix + entry.substring(0, equals), Integer.valueOf(entry.substring(equals + 1)));
        }
    }

    private static void foreign(String kind, String words) {
        Arrays.stream(words.split(" ")).forEach(word -> FOREIGN.put(word, kind));
    }
}
