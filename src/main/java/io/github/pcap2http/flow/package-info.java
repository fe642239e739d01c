/**
 * From segments to exchanges: the table of connections, and for each the stages that fit what is spoken on it. {@code Protocols} is the
 * list of what is recognised, by looking at bytes and not at ports. The table is bounded, as is what all connections hold back; those
 * that were silent for longest make room. Time is the capture's; output depends on nothing else.
 *
 * <p>Which connection a segment belongs to is decided here, one segment after the other in the order of the capture, before any stage
 * sees it: also that it is the copy of one which was captured elsewhere, or has been translated to other addresses ({@code Copies},
 * {@code Answers}), and that it is not, though its addresses are the same ({@code Namesakes}). So the stages of different connections may
 * run side by side.
 */
package io.github.pcap2http.flow;
