/**
 * The program: {@link io.github.pcap2http.cli.Main}. Takes a command line, gives an exit status. All that people read or type is
 * here: options, messages, progress, signals. What a capture means is known elsewhere.
 */
package io.github.pcap2http.cli;
