package io.github.pcap2http.cli;

/** What this program is called and which one it is. */
final class Version {
    private Version() { }

    /** @return such as {@code 1.2.3}; {@code dev} when it runs from class files */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    static String line() {
        return "pcap2http " + number() + " (Java " + Runtime.version() + ", " + System.getProperty("java.vm.vendor") + ")";
    }
}
