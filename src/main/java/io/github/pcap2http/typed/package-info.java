/**
 * Words that people type, in options and expressions: lengths of time, sizes, names with a slip in them. Takes text, gives a value, or null
 * where the text is none: what to say then is for those who ask. Must not know what the words are for.
 */
package io.github.pcap2http.typed;
