package io.github.pcap2http.cli;

import io.github.pcap2http.cli.Option.Kind;
import io.github.pcap2http.typed.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads options from a YAML file: one mapping from long names to values, and {@code captures}. What the command line says of an option
 * replaces what the file says of it, lists included; of {@code NAME=VALUE}, name by name. Loaded only when there is a file.
 */
final class Configuration {
    private static final String CAPTURES = "captures";
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern MARK = Pattern.compile(" in .*, line (\\d+), column (\\d+):");

    private final String name;
    private final Given given;
    private final YAMLParser parser;

    private Configuration(String name, Given given, YAMLParser parser) {
        this.name = name;
        this.given = given;
        this.parser = parser;
    }

    /** @param given what the command line says; gets what the file that it names adds to that */
    static void addTo(Given given) throws UsageException {
        String name = given.text(Option.CONFIG);
        String text = text(name);
        try (YAMLParser parser = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            new Configuration(name, given, parser).read();
        } catch (JacksonException e) {
            throw noYaml(name, text, e.getOriginalMessage());
        }
    }

    /** @param problem sentences, behind each its place, and lines that begin with blanks to show that */
    private static UsageException noYaml(String name, String text, String problem) {
        String place = name;
        String hint = "";
        List<String> sentences = new ArrayList<>();
        for (String line : problem.split("\n")) {
            Matcher mark = MARK.matcher(line);
            if (mark.matches()) {
                place = name + ":" + mark.group(1) + ":" + mark.group(2);
                if (hint.isEmpty()) hint = hint(text, Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
            } else if (!line.startsWith(" ")) {
                sentences.add(line);
            }
        }
        return new UsageException(place + ": this is no YAML: " + String.join(", ", sentences) + hint);
    }

    /** Patterns begin with what means something else in YAML. */
    private static String hint(String text, int line, int column) {
        String at = text.lines().skip(line - 1L).findFirst().orElse("");
        char c = column > at.length() ? ' ' : at.charAt(column - 1);
        return "*&@%`|>".indexOf(c) < 0 ? "" : "; text that begins with '" + c + "' is written in quotes";
    }

    private static String text(String name) throws UsageException {
        Path file = Path.of(name);
        if (name.isEmpty()) throw new UsageException("--config needs the name of a file");
        if (!Files.exists(file)) throw new UsageException("--config " + name + ": no such file");
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UsageException("--config " + name + (Files.isDirectory(file) ? " is a directory"
                : Files.isReadable(file) ? " cannot be read" : " may not be read: permission denied"));
        }
        if (bytes.length > MAX_BYTES) throw new UsageException("--config " + name + " is larger than 1 MiB");
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UsageException("--config " + name + " is not in UTF-8");
        }
    }

    private void read() throws UsageException {
        JsonToken first = next();
        if (first == null || first == JsonToken.VALUE_NULL) return;   // nothing but comments
        if (first != JsonToken.START_OBJECT) throw wrong("options were expected, such as 'max-body: 1M'");
        Set<String> keys = new HashSet<>();
        while (next() != JsonToken.END_OBJECT) {
            String key = key(keys, "option " + parser.currentName());
            if (key.equals(CAPTURES)) captures();
            else option(known(key));
        }
        if (next() != null) throw wrong("there is a second document");
    }

    private Option known(String key) throws UsageException {
        Option option = Option.named(key);
        if (option != null && !option.onlyTyped()) return option;
        if (option != null) throw wrong(option.shown() + " is for the command line only");
        List<String> keys = new ArrayList<>(List.of(CAPTURES));
        for (Option one : Option.values()) if (!one.onlyTyped()) keys.add(one.word);
        String nearest = Nearest.of(key, keys);
        throw wrong("unknown option '" + key + "'" + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }

    private void captures() throws UsageException {
        boolean heard = given.captures().isEmpty();
        boolean list = next() == JsonToken.START_ARRAY;
        if (list) next();
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            String capture = scalar(CAPTURES);
            if (heard) given.addCapture(capture);
            if (!list) return;
            next();
        }
    }

    private void option(Option option) throws UsageException {
        boolean heard = !given.settled(option);
        Set<String> names = option.kind == Kind.PAIR ? names(given.texts(option)) : Set.of();
        JsonToken token = next();
        if (token == JsonToken.START_OBJECT && option.kind == Kind.PAIR) {
            mapping(option, names);
        } else if (token == JsonToken.START_OBJECT && option == Option.REDACT_RULE) {
            named(option, heard);
        } else if (token == JsonToken.START_ARRAY && option.repeats()) {
            while (next() != JsonToken.END_ARRAY) value(option, heard, names);
        } else {
            value(option, heard, names);
        }
    }

    private static Set<String> names(List<String> pairs) {
        Set<String> names = new HashSet<>();
        for (String pair : pairs) names.add(nameOf(pair));
        return names;
    }

    private static String nameOf(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }

    /** @param typed names that the command line sets */
    private void mapping(Option option, Set<String> typed) throws UsageException {
        Set<String> keys = new HashSet<>();
        while (next() != JsonToken.END_OBJECT) {
            String key = key(keys, option.word + " " + parser.currentName());
            next();
            String place = place();
            String value = scalar(key);
            if (!typed.contains(key)) given.add(option, key + "=" + value, place);
        }
    }

    /** Values with names, which are for people. */
    private void named(Option option, boolean heard) throws UsageException {
        Set<String> keys = new HashSet<>();
        while (next() != JsonToken.END_OBJECT) {
            String key = key(keys, option.word + " " + parser.currentName());
            next();
            String place = place();
            String value = scalar(key);
            if (heard) given.add(option, value, place);
        }
    }

    private void value(Option option, boolean heard, Set<String> typed) throws UsageException {
        String place = place();
        JsonToken token = parser.currentToken();
        if (option.kind == Kind.FLAG) {
            if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) throw wrong(option.word + " is true or false");
            if (heard && token == JsonToken.VALUE_TRUE) given.add(option, null, place);
        } else if (option.kind == Kind.COUNT) {
            if (token != JsonToken.VALUE_NUMBER_INT || !parser.getString().matches("\\d")) throw wrong(option.word + " is a number: 0, 1 or 2");
            for (int i = parser.getString().charAt(0) - '0'; heard && i > 0; i--) given.add(option, null, place);
        } else if (option.valueIsOptional() && (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE)) {
            if (heard && token == JsonToken.VALUE_TRUE) given.add(option, Words.of(option).get(0), place);
        } else if (option.kind == Kind.NUMBER && token != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(option.word + " is a number");
        } else {
            String text = scalar(option.word);
            if (option.kind == Kind.PAIR ? !typed.contains(nameOf(text)) : heard) given.add(option, text, place);
        }
    }

    /** @return the text of the value at hand */
    private String scalar(String key) throws UsageException {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            case VALUE_NULL -> throw wrong(key + " has no value");
            case VALUE_TRUE, VALUE_FALSE -> throw wrong(key + " is text and not true or false; if the word is meant, put it in quotes");
            case START_ARRAY -> throw wrong(key + " is one value and no list");
            default -> throw wrong(key + " is a value and no mapping; text with a colon in it is written in quotes");
        };
    }

    private String key(Set<String> before, String what) throws UsageException {
        String key = parser.currentName();
        if (!before.add(key)) throw wrong(what + " is there twice");
        return key;
    }

    private JsonToken next() throws UsageException {
        JsonToken token = parser.nextToken();
        if (token != null && parser.isCurrentAlias()) throw wrong("aliases are not followed");
        if (token != null && parser.getTypeId() != null) throw wrong("text that begins with '!' is written in quotes");
        return token;
    }

    private UsageException wrong(String sentence) {
        return new UsageException(place() + ": " + sentence);
    }

    private String place() {
        TokenStreamLocation at = parser.currentTokenLocation();
        return name + ":" + at.getLineNr() + ":" + at.getColumnNr();
    }
}
