/**
 * From segments to exchanges: the table of connections, and for each the stages that fit what is spoken on it. {@code Protocols} is the
 * list of what is recognised, by looking at bytes and not at ports. The table is bounded, as is what all connections hold back; those
 * that were silent for longest make room. Time is the capture's; output depends on nothing else.
 */
package io.github.pcap2http.flow;
