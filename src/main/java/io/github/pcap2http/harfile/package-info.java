/**
 * Takes HARs and JSON lines, gives the exchanges that they hold: {@link io.github.pcap2http.harfile.HarReader} reads one input as a
 * stream, an entry at a time, in the order of the file. What others wrote is read as far as it goes, and what could not be read is told
 * by remarks; what we wrote ourselves, fields with an underscore included, becomes what it was written from, but for what a HAR has no
 * place for. Contents go where a {@link io.github.pcap2http.exchange.BodyStore} keeps them, so memory holds one entry without its bodies.
 *
 * <p>It reads the raw tree and no model of HAR: models take one wrong date or type for a reason to refuse an entry or to make something
 * up, cut fractions of milliseconds off, and have bodies in memory. Must not know files, outputs or what becomes of exchanges.
 */
package io.github.pcap2http.harfile;
