package io.github.pcap2http.cli;

import io.github.pcap2http.live.Device;
import io.github.pcap2http.live.LiveCapture;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The list of interfaces that {@code -D} prints. */
final class Devices {
    private Devices() { }

    static String list(Arguments.Report how) throws IOException {
        List<Device> devices = LiveCapture.devices();
        return how == Arguments.Report.JSON ? json(devices) : text(devices);
    }

    /** A line each, in columns: name, state, addresses, description. */
    static String text(List<Device> devices) {
        int names = devices.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        int states = devices.stream().mapToInt(one -> state(one).length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Device one : devices) {
            String line = pad(one.name(), names) + "  " + pad(state(one), states) + "  " + String.join(" ", one.addresses());
            if (one.description() != null) line += (one.addresses().isEmpty() ? "(" : "  (") + one.description() + ")";
            text.append(line.stripTrailing()).append('\n');
        }
        return devices.isEmpty() ? "there is no interface that may be listened to\n" : text.toString();
    }

    private static String state(Device one) {
        List<String> words = new ArrayList<>();
        words.add(!one.up() ? "down" : one.running() ? "up" : "up, no link");
        if (one.loopback()) words.add("loopback");
        return String.join(", ", words);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static String json(List<Device> devices) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            for (Device one : devices) {
                json.writeStartObject();
                json.writeStringProperty("name", one.name());
                if (one.description() != null) json.writeStringProperty("description", one.description());
                json.writeArrayPropertyStart("addresses");
                for (String address : one.addresses()) json.writeString(address);
                json.writeEndArray();
                json.writeBooleanProperty("up", one.up());
                json.writeBooleanProperty("running", one.running());
                json.writeBooleanProperty("loopback", one.loopback());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.append('\n').toString();
    }
}
