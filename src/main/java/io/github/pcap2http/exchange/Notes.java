package io.github.pcap2http.exchange;

/** Is told what is odd about an exchange. */
interface Notes {
    void note(Code code, String detail);
}
