/**
 * Takes an expression in the language of pcap-filter(7), gives a test for packets of any link type:
 * {@link io.github.pcap2http.filter.PacketFilter#matches}. In the order of the work: {@code Lexer} cuts the text into tokens,
 * {@code Parser} follows the grammar and asks one class a subject ({@code LinkLayer}, {@code Addresses}, {@code Ports}, {@code Protocols},
 * {@code Tunnels}, {@code Arithmetic}) for the code of each primitive, {@code Code} joins the pieces by backpatching, {@code Program} runs
 * the result: the instructions of the BSD packet filter (McCanne, Jacobson: "The BSD Packet Filter", 1993). What an expression means
 * is what libpcap, without its optimiser, makes of it; the order of tests and loads is kept, since a load beyond the captured bytes
 * rejects a packet. Must not know of flows, segments or anything else that is decoded.
 */
package io.github.pcap2http.filter;
