package io.github.pcap2http.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The interfaces of a file. In pcapng each section has its own, which are named by their number in the section, from 0. */
final class Interfaces {
    /** Most interfaces of a file that are told of one by one; packets of the others are counted and read as well. */
    static final int LISTED = 1000;

    private static final int LIMIT = 65_536;   // in one section

    private final List<Interface> section = new ArrayList<>();
    private final List<Interface> listed = new ArrayList<>();
    private final SortedMap<Integer, Long> unlisted = new TreeMap<>();   // packets by link type, of sections that have ended

    /** @return false when there are too many */
    boolean add(Interface added) {
        if (section.size() == LIMIT) return false;
        section.add(added);
        return true;
    }

    int count() {
        return section.size();
    }

    /** @param number in the section, from 0 and below {@link #count} */
    Interface get(int number) {
        return section.get(number);
    }

    /** The section ends. */
    void clear() {
        for (Interface each : section) {
            if (listed.size() < LISTED) listed.add(each);
            else count(each, unlisted);
        }
        section.clear();
    }

    /** @return packets so far by link type */
    SortedMap<Integer, Long> linkTypes() {
        SortedMap<Integer, Long> packets = new TreeMap<>(unlisted);
        for (List<Interface> some : List.of(listed, section)) {
            for (Interface each : some) count(each, packets);
        }
        return packets;
    }

    private static void count(Interface one, SortedMap<Integer, Long> packets) {
        if (one.packets > 0) packets.put(one.linkType, packets.getOrDefault(one.linkType, 0L) + one.packets);
    }

    List<CaptureFacts.Interface> facts() {
        List<CaptureFacts.Interface> facts = new ArrayList<>();
        for (List<Interface> some : List.of(listed, section)) {
            for (Interface each : some) {
                if (facts.size() < LISTED) facts.add(each.facts());
            }
        }
        return facts;
    }
}
