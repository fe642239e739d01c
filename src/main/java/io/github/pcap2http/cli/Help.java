package io.github.pcap2http.cli;

/** What {@code --help} prints: at most 44 lines of 80 columns. */
final class Help {
    static final String TEXT = """
        Usage: pcap2http [OPTION]... CAPTURE...

        Turns packet captures (pcap, pcapng, snoop, netmon; also compressed) into the
        HTTP exchanges that they hold. CAPTURE '-' is standard input.

          -o, --output FILE    where to write; the ending picks the format: .har, .jsonl
                               or .ndjson, .log or .txt, .replay.yaml or .replay.json;
                               '-', the default, is standard output, with the log;
                               .pcapng: the packets that the exchanges came in;
                               .gz or .zst behind it compresses. May be repeated
          -f, --format NAME    har, jsonl, log, replay or pcapng, if no name says it
              --connections    into a .pcapng with all packets of their connections
          -v                   log with header fields; -vv: with bodies too
              --utc            log in UTC and not in local time
              --max-body SIZE  bytes of a decoded body to keep (default 64M), such as
                               100k, 1.5M, 2GiB; the rest is counted; 0 keeps none
              --limit NAME=N   bounds of memory and disk; 'x=1' shows the names
              --connects WHICH failed attempts to connect: 'some' (32 a server, and
                               the count of the others) or 'all'
              --proxy off      do not look for which request caused which upstream one
              --look-ahead T   how long an exchange waits for that: 60s, 500ms, 2min
              --replay-checks  replay files check the fields that the proxy sends
              --replay-pace    replay files keep the captured pace
              --threads N      threads that work at a time (default: one a processor)
          -F, --filter EXPR    packets to look at, as tcpdump has it: 'tcp port 80 and
                               not host 10.0.0.1'
              --keep-duplicates  an exchange for each place that it was captured at
              --follow         the file still grows: wait for more, until Ctrl-C
          -k, --keylog FILE    TLS keys; only counted: TLS is not decrypted yet
              --summary[=json] say on standard error what was in the capture
          -q, --quiet          no remarks on standard error, errors only
              --strict         damaged input ends in status 5, a bug stops in 3
              --version        print the version
          -h, --help           print this

        Exit status: 0 done, even if nothing was found; 1 the input or an output failed;
        2 wrong usage; 3 a bug in pcap2http; 5 damaged input and --strict; 127 no Java.

        Examples:
          pcap2http capture.pcap                         a log on the terminal
          pcap2http capture.pcapng -o out.har            for a browser's network panel
          tcpdump -i any -U -w - 'tcp port 80' | pcap2http - -f jsonl | jq .request.url
        """;

    private Help() { }
}
