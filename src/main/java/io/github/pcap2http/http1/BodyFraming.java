package io.github.pcap2http.http1;

import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Codings;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import java.util.List;

/** Where the body of a message ends. */
sealed interface BodyFraming {
    None NONE = new None();

    /** What {@link #said} has for fields that say nothing of where the body ends. */
    int UNSAID = -1;
    /** What it has for those that say more than a plain count of bytes, or several things: they are to be asked themselves. */
    int ASK = -2;

    String LENGTH = "content-length";
    String CODING = "transfer-encoding";

    /** There is none. */
    record None() implements BodyFraming { }

    record Length(long bytes) implements BodyFraming { }

    /** @param otherwise where the body ends if it turns out not to be chunked at all */
    record Chunked(BodyFraming otherwise) implements BodyFraming { }

    record UntilClose() implements BodyFraming { }

    /** What follows is not HTTP, or not this HTTP: both sides' bytes are handed on. */
    record Tunnel() implements BodyFraming { }

    /** The response to this request (CONNECT) says what the bytes behind it are. */
    record Awaiting() implements BodyFraming { }

    /** RFC 9112, section 6.3, for a request. @param handler is told what is odd */
    static BodyFraming ofRequest(String method, Head head, MessageHandler handler) {
        if (method.equals("CONNECT")) return new Awaiting();
        long length = contentLength(head, handler);
        BodyFraming plain = length > 0 ? new Length(length) : NONE;
        return isChunked(head, false, handler) ? new Chunked(plain) : plain;
    }

    /**
     * RFC 9112, section 6.3, items 1 to 8, for a response; but a length counts where Transfer-Encoding does not end in chunked, as for browsers.
     *
     * @param method of its request; null when that is not known
     */
    static BodyFraming ofResponse(String method, int status, Head head, MessageHandler handler) {
        if (status == 101) return new Tunnel();
        if ("HEAD".equals(method) || status / 100 == 1 || status == 204 || status == 304) return NONE;
        if ("CONNECT".equals(method) && status / 100 == 2) return new Tunnel();
        long length = contentLength(head, handler);
        BodyFraming plain = length > 0 ? new Length(length) : length == 0 ? NONE : new UntilClose();
        return isChunked(head, length < 0, handler) ? new Chunked(plain) : plain;
    }

    /** @return what one field says of where the body ends: how many bytes there are; or that it is {@link #UNSAID}, or to {@link #ASK} */
    static int said(Field field) {
        String name = field.name();
        if (name.length() == LENGTH.length() && name.equalsIgnoreCase(LENGTH)) {
            long number = number(field.value());
            return number >= 0 && number <= Integer.MAX_VALUE ? (int) number : ASK;
        }
        return name.length() == CODING.length() && name.equalsIgnoreCase(CODING) ? ASK : UNSAID;
    }

    /** @param otherwiseToClose whether the body goes on to the end of the connection if it is not chunked, as one may that is compressed for the way */
    private static boolean isChunked(Head head, boolean otherwiseToClose, MessageHandler handler) {
        if (head.said() != ASK || !head.fields().has(CODING)) return false;
        Fields fields = head.fields();
        List<String> codings = fields.members(CODING);
        int before = codings.size() - 1;
        boolean chunked = before >= 0 && codings.get(before).equalsIgnoreCase("chunked");
        boolean usual = chunked || otherwiseToClose && before >= 0;
        for (int i = 0; i < (chunked ? before : before + 1); i++) usual &= Codings.compresses(codings.get(i));
        if (!usual) handler.note(Code.BAD_TRANSFER_ENCODING, String.join(", ", codings));
        if (chunked && fields.has(LENGTH)) handler.note(Code.LENGTH_AND_CHUNKED, fields.first(LENGTH));
        return chunked;
    }

    /** Several equal values are one (RFC 9110, section 8.6); of different ones the first counts. @return -1 when there is none */
    private static long contentLength(Head head, MessageHandler handler) {
        if (head.said() != ASK) return head.said() == UNSAID ? -1 : head.said();   // as nearly always
        Fields fields = head.fields();
        String only = fields.only(LENGTH);
        long length = only == null ? -1 : number(only);
        if (length >= 0) return length;
        for (String value : fields.members(LENGTH)) {
            long one = number(value);
            if (one < 0) handler.note(Code.BAD_CONTENT_LENGTH, value);
            else if (length < 0) length = one;
            else if (one != length) handler.note(Code.CONTENT_LENGTH_CONFLICT, length + " and " + one);
        }
        return length;
    }

    private static long number(String digits) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || number > Long.MAX_VALUE / 16) return -1;
            number = number * 10 + c - '0';
        }
        return digits.isEmpty() ? -1 : number;
    }
}
