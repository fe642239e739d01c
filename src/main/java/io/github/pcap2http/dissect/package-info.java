/**
 * What is in the headers of a packet, in words: layers with their fields by the names that the standards give them. Takes packets; gives text, and never
 * a byte of what TCP, UDP and the like carry. Must not know what a packet is to its connection, nor where the text goes.
 */
package io.github.pcap2http.dissect;
