package io.github.pcap2http.exchange;

/** Everything that may be odd about a capture. The name is output to users and never changes. */
public enum Code {
    // TCP
    BYTES_MISSING("", "the capture lacks bytes of this message"),
    SNAPPED("", "the snap length is too short: packets were captured only in part; tcpdump -s 0 takes them whole"),
    OVERLAP_DIFFERS("RFC 9293, 3.10.7.4", "bytes were sent twice with different content; the first copy was taken"),
    HELD_LIMIT("", "too many bytes waited for others, which were given up"),
    FAR_SEQUENCE("RFC 9293, 3.10.7.4", "a segment far outside the window was left out"),
    // HTTP/1
    GARBAGE("", "bytes that are no HTTP message were passed over"),
    HEAD_CUT("RFC 9112, 8", "the sender ended the connection inside a header section"),
    HEAD_LIMIT("", "a header section exceeds the limit"),
    BAD_START_LINE("RFC 9112, 3 and 4", "the start line is odd"),
    BAD_FIELD("RFC 9112, 5", "a field line is odd"),
    OBS_FOLD("RFC 9112, 5.2", "a field is folded over several lines"),
    BARE_LF("RFC 9112, 2.2", "lines end without CR"),
    BAD_CONTENT_LENGTH("RFC 9112, 6.3", "a Content-Length is not a number, and was ignored"),
    CONTENT_LENGTH_CONFLICT("RFC 9112, 6.3", "several Content-Length values differ: request smuggling?"),
    LENGTH_AND_CHUNKED("RFC 9112, 6.3", "Content-Length beside Transfer-Encoding, which wins: request smuggling?"),
    BAD_TRANSFER_ENCODING("RFC 9112, 6.1", "a transfer coding that is unknown, repeated or not last: request smuggling?"),
    BAD_CHUNK("RFC 9112, 7.1", "chunk framing is broken"),
    EARLY_RESPONSE("RFC 9112, 9.3", "the final response began before the request had ended"),
    NOT_PAIRED("", "bytes that would prove which request and response belong together are missing from the capture"),
    CLIENT_GONE("", "the client closed or reset the connection before a response came"),
    // content
    UNKNOWN_CODING("RFC 9110, 8.4", "a coding is unknown; the body is shown as it was sent"),
    CODING_TRUNCATED("RFC 9110, 8.4", "the coded body ends early; what came before is shown"),
    CODING_CORRUPT("RFC 9110, 8.4", "the coded body is broken; what came before is shown"),
    CODING_BOMB("RFC 9110, 8.4", "decoding was stopped: the body expands beyond all measure"),
    BODY_LIMIT("", "the body is longer than --max-body; the rest was counted only"),
    // proxies
    AMBIGUOUS_PARENT("", "several requests may have caused this attempt of a proxy, and nothing tells which"),
    // this program
    REDACTED("", "a body was left out, since it cannot be searched for what --redact takes out"),
    INTERNAL("", "a bug in pcap2http; the connection was given up");

    private final String rule;
    private final String meaning;

    Code(String rule, String meaning) {
        this.rule = rule;
        this.meaning = meaning;
    }

    /** @return the section that the oddity breaks; empty where there is none */
    public String rule() {
        return rule;
    }

    public String meaning() {
        return meaning;
    }
}
