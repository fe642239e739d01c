package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Field;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A field of which each candidate's value is found again on the other side is handed on by the proxy; so whoever has another
 * value than the attempt is not its parent.
 */
final class HandedOn {
    private final List<Node> nodes;

    /** @param nodes of one {@link Group} */
    HandedOn(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** Cuts each attempt from candidates with another value than it has in a field that is handed on. */
    void cutOthers() {
        Map<String, Map<Node, String>> byName = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.connect() || node.children().isEmpty()) continue;
            for (Field field : node.head.fields()) {
                String name = field.name().toLowerCase(Locale.ROOT);
                if (!Fit.HOP.contains(name)) note(node, field.value(), byName, name);
            }
        }
        for (Map.Entry<String, Map<Node, String>> field : byName.entrySet()) {
            if (new HashSet<>(field.getValue().values()).size() > 1) cutOthers(field.getKey(), field.getValue());
        }
    }

    private static void note(Node node, String value, Map<String, Map<Node, String>> byName, String name) {
        Map<Node, String> values = byName.get(name);
        if (values == null) {
            values = new LinkedHashMap<>();
            byName.put(name, values);
        }
        String before = values.get(node);
        values.put(node, before == null ? value : before + ", " + value);
    }

    private void cutOthers(String name, Map<Node, String> values) {
        for (Map.Entry<Node, String> one : values.entrySet()) {
            if (!handedOn(one.getKey(), name, one.getValue())) return;
        }
        for (Node node : nodes) {
            String value = value(node, name);
            if (value == null || !parentHas(value, node, values)) continue;
            for (Edge edge : node.open()) {
                String asked = values.get(edge.parent());
                if (!edge.certain() && asked != null && !asked.equals(value)) node.cut(edge);
            }
        }
    }

    private static boolean handedOn(Node node, String name, String value) {
        for (Edge edge : node.children()) {
            if (value.equals(value(edge.child(), name))) return true;
        }
        return false;
    }

    private static boolean parentHas(String value, Node node, Map<Node, String> values) {
        for (Edge edge : node.parents()) {
            if (value.equals(values.get(edge.parent()))) return true;
        }
        return false;
    }

    private static String value(Node node, String name) {
        if (node.connect()) return null;
        List<String> all = node.head.fields().all(name);
        return all.isEmpty() ? null : String.join(", ", all);
    }
}
