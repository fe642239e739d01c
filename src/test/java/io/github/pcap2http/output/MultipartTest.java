package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.bytes.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartTest {
    @Test
    void linesInsideAPartBelongToIt() {
        String content = "one\r\n\r\n--bother\r\n--\r\n --b\r\ntwo";
        String body = "preamble\r\n--b \r\nContent-Disposition: form-data; name=a\r\n\r\n" + content + "\r\n--b--\r\nepilogue";
        List<Multipart.Part> parts = Multipart.parts(Bytes.latin1(body), "b");
        assertEquals(1, parts.size());
        assertEquals("a", parts.get(0).name());
        assertEquals(content, parts.get(0).content().latin1());
    }

    @Test
    void emptyPartsAndBareLineFeeds() {
        List<Multipart.Part> parts = Multipart.parts(Bytes.latin1("--x\nContent-Disposition: form-data; name=\"a\"\n\n\n--x\n\nno name\n--x--"), "x");
        assertEquals("a", parts.get(0).name());
        assertEquals("", parts.get(0).content().latin1());
        assertEquals("", parts.get(1).name());
        assertEquals("no name", parts.get(1).content().latin1());
        assertEquals(2, parts.size());
    }

    @Test
    void damage() {
        assertEquals(List.of(), Multipart.parts(Bytes.latin1("--x\r\n\r\na"), null));
        assertEquals(List.of(), Multipart.parts(Bytes.latin1("no boundary here"), "x"));
        assertEquals("cut", Multipart.parts(Bytes.latin1("--x\r\nContent-Disposition: form-data; name=a\r\n\r\ncut"), "x").get(0).content().latin1());
        assertEquals("", Multipart.parts(Bytes.latin1("--x\r\nContent-Dispo"), "x").get(0).content().latin1());
        assertEquals("", Multipart.parts(Bytes.latin1("--x\r\n--x--"), "x").get(0).content().latin1());
    }
}
