/**
 * Exchanges go in, documents come out: {@link io.github.pcap2http.output.Format} opens an
 * {@link io.github.pcap2http.output.Output}, one class a format. An output writes to one
 * {@link io.github.pcap2http.output.Target} and knows neither packets nor protocols; all it has is finished exchanges and
 * what {@link io.github.pcap2http.output.OutputOptions} says about the reader's side (names, time zone, terminal).
 *
 * <p>HAR and JSON lines share {@code EntryWriter}, so an exchange looks the same in both; it renders into a {@code JsonBuffer}, which
 * costs much less than a general writer of JSON, and which any thread may fill for another one to write out. What {@code FieldText} made of a
 * field that comes again is kept with the field. A HAR is in the order of starts: {@code EntryWindow} sorts what is near, {@code HarDraft}
 * lays the document out again where that was not enough. Replay files are transactions of a client's exchange and its answered
 * attempt, of which {@code ReplayTransaction} makes JSON and {@code ReplayLayout} the document, in JSON or YAML.
 *
 * <p>Whatever comes from the wire is hostile: {@code WireText} makes text of it that any JSON reader takes, {@code Printable} text that no
 * terminal obeys, and {@code BodyText} decides whether a body is text at all.
 */
package io.github.pcap2http.output;
