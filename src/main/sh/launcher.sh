#!/bin/sh
# pcap2http: this script, with the program's jar behind its last line. Needs Java 17 or newer.
#
# JAVA_HOME             Java to run it with, else the one in PATH
# PCAP2HTTP_JAVA_OPTS   more options for the virtual machine, such as -Xmx4g
# PCAP2HTTP_ARCHIVE     where to write the archive of loaded classes that makes later starts quick (used by the build)

# The jar is this very file, wherever symbolic links to it lie.
program=$0
case $program in
  */*) ;;
  *) program=$(command -v -- "$program") || program=./$0 ;;
esac
for hop in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
  [ -h "$program" ] || break
  target=$(readlink -- "$program") || break
  case $target in
    /*) program=$target ;;
    *) program=${program%/*}/$target ;;
  esac
done

java=java
if [ -n "${JAVA_HOME-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
fi
if ! command -v "$java" >/dev/null 2>&1; then
  echo 'pcap2http: no Java found; install Java 17 or newer, or set JAVA_HOME' >&2
  exit 127
fi

# Where there is not much to do, the quick compiler does it with less work than the thorough one, which pays back after some seconds. Where there
# is hardly anything, it had better wait too, the default collector starts sooner, with the objects of its archive, and with a class path Java
# need not look into the jar before it begins. A pipe may go on for long, and so may a file that grows, and an interface.
bytes=0
much=536870912   # bytes that take some seconds
before=
for argument; do
  case $argument in
    --redact* | --config* | -v* | packets | *.packets | replay* | *.replay.*) much=8000000 ;;
  esac
  case $argument in
    -)
      case $before in
        -o | --output) ;;   # where to write to
        *) bytes=1000000000 ;;
      esac
      ;;
    --follow | -i* | --interface | --interface=*) bytes=1000000000 ;;
    *)
      if [ -p "$argument" ]; then
        bytes=1000000000
      elif [ -f "$argument" ] && [ -r "$argument" ]; then
        size=$(wc -c < "$argument")
        case $argument in
          *.gz | *.zst | *.xz | *.bz2 | *.lz4) size=$((size * 4)) ;;
        esac
        bytes=$((bytes + size))
      fi
      ;;
  esac
  before=$argument
done
jar=-jar
main=
collector=-XX:+UseSerialGC
if [ "$bytes" -lt 200000 ]; then
  collector=-XX:+UseG1GC
  machine='-XX:ParallelGCThreads=1 -XX:ConcGCThreads=1 -XX:G1ConcRefinementThreads=1 -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=5'
  case $bytes$program in
    0* | *:*) ;;   # what the jar says about native code may be needed; a class path has colons between its parts
    *)
      jar=-cp
      main=io.github.pcap2http.cli.Main
      ;;
  esac
else   # methods are compiled sooner than usual; and where the thorough compiler inlines less, that saves a quarter of the processors' time
  machine='-XX:NewRatio=1 -XX:Tier3InvocationThreshold=40 -XX:Tier3MinInvocationThreshold=20 -XX:Tier3CompileThreshold=400'
  if [ "$bytes" -lt "$much" ]; then
    machine="$machine -XX:TieredStopAtLevel=1 -XX:C1MaxInlineSize=45"
  else
    machine="$machine -XX:FreqInlineSize=60"
  fi
fi
case ${PCAP2HTTP_JAVA_OPTS-} in
  *-XX:+Use*GC*) collector= ;;   # only one can be chosen
esac

set -- $jar "$program" $main "$@"

# An archive that was made by another Java, or for this file at another place, is passed over by the virtual machine.
if [ -n "${PCAP2HTTP_ARCHIVE-}" ]; then
  set -- "-XX:ArchiveClassesAtExit=$PCAP2HTTP_ARCHIVE" "$@"
elif [ -r "$program.jsa" ]; then
  set -- "-XX:SharedArchiveFile=$program.jsa" "$@"
fi

# Java cannot see what its streams are when one of them is redirected.
[ -t 0 ] && set -- -Dpcap2http.tty.stdin=true "$@"
[ -t 2 ] && set -- -Dpcap2http.tty.stderr=true "$@"
[ -p /dev/stdout ] && set -- -Dpcap2http.pipe.stdout=true "$@"
if [ -t 1 ]; then
  { size=$(stty size 2>/dev/null <&3) || size='0 0'; } 3>&1   # inside $( ) 1 is something else
  set -- -Dpcap2http.tty.stdout=true "-Dpcap2http.columns=${size#* }" "$@"
fi

# The virtual machine keeps its own messages off standard output, and ignores options that only other versions know. The archives of classes go
# to the address that they were made for: elsewhere each of their pages is written to, a tenth of what a small capture takes.
# shellcheck disable=SC2086  # the options are several words
exec "$java" -XX:+IgnoreUnrecognizedVMOptions -XX:+DisplayVMOutputToStderr -Xlog:disable -Xshare:auto -XX:-UsePerfData \
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 \
  -Xmx144m $collector $machine --sun-misc-unsafe-memory-access=allow ${PCAP2HTTP_JAVA_OPTS-} "$@"
exit 126
