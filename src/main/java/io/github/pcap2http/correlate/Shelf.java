package io.github.pcap2http.correlate;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Nodes by something that they have, in the order in which they came. Under most keys there is one. */
final class Shelf<K> {
    private final Map<K, Object> places = new HashMap<>();   // to a Node, or a LinkedHashSet of several

    void put(K key, Node node) {
        Object there = places.putIfAbsent(key, node);
        if (there instanceof Node first && first != node) {
            LinkedHashSet<Node> both = new LinkedHashSet<>(List.of(first, node));
            places.put(key, both);
        } else if (there != null && there != node) {
            several(there).add(node);
        }
    }

    void take(K key, Node node) {
        Object there = places.get(key);
        if (there == node) {
            places.remove(key);
        } else if (there != null && !(there instanceof Node)) {
            several(there).remove(node);
            if (several(there).isEmpty()) places.remove(key);
        }
    }

    /** @return those under {@code key}, a view; mostly none */
    Collection<Node> get(K key) {
        Object there = places.get(key);
        if (there == null) return List.of();
        return there instanceof Node one ? List.of(one) : several(there);
    }

    @SuppressWarnings("unchecked")
    private static LinkedHashSet<Node> several(Object there) {
        return (LinkedHashSet<Node>) there;
    }
}
