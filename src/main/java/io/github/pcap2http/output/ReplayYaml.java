package io.github.pcap2http.output;

import java.io.OutputStream;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.IOContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLFactoryBuilder;
import tools.jackson.dataformat.yaml.YAMLGenerator;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * YAML as people write replay files: fields as {@code [Name, value]} on a line each, texts of several lines as blocks, quotes where
 * any version of YAML needs them. Loaded only when such a file is written.
 */
final class ReplayYaml extends YAMLGenerator {
    private static final Factory FACTORY = new Factory(YAMLFactory.builder()
        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM));

    /** What no version of YAML takes for anything but this text, wherever it stands. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/](?:[A-Za-z0-9_/.+=%&?;-]| (?=[A-Za-z0-9]))*");
    /** What YAML 1.1 reads as something else than text. */
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");
    /** Texts longer than this are not looked at for being plain. */
    private static final int MAX_PLAIN = 400;   // characters

    private static final class Factory extends YAMLFactory {
        private static final long serialVersionUID = 1L;

        Factory(YAMLFactoryBuilder builder) {
            super(builder);
        }

        @Override
        protected YAMLGenerator _createGenerator(ObjectWriteContext context, IOContext io, Writer out) {
            return new ReplayYaml(context, io, _streamWriteFeatures, _formatWriteFeatures, _quotingChecker, out, _version);
        }
    }

    private ReplayYaml(ObjectWriteContext context, IOContext io, int streamFeatures, int yamlFeatures, StringQuotingChecker quoting,
                       Writer out, SpecVersion version) {
        super(context, io, streamFeatures, yamlFeatures, quoting, out, version, null);
    }

    /** @return a generator that neither flushes nor closes {@code out}; its methods wrap an IOException in JacksonIOException */
    static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    }

    @Override
    public JsonGenerator writeStartArray() {
        return writeStartArray(null);
    }

    /** An array inside an array, which is a field, is written on one line. */
    @Override
    public JsonGenerator writeStartArray(Object forValue) {
        _verifyValueWrite("start an array");
        FlowStyle style = _streamWriteContext.inArray() ? FlowStyle.FLOW : FlowStyle.BLOCK;
        _streamWriteContext = _streamWriteContext.createChildArrayContext(forValue);
        _emit(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, style));
        return this;
    }

    @Override
    public JsonGenerator writeString(String text) {
        if (text == null) return writeNull();
        _verifyValueWrite("write String value");
        _writeScalar(text, "string", style(text));
        return this;
    }

    private static ScalarStyle style(String text) {
        boolean plain = text.length() <= MAX_PLAIN && PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? ScalarStyle.PLAIN : isBlock(text) ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
    }

    /** Of what stands in a block as it is, a reader gets back every character. */
    private static boolean isBlock(String text) {
        if (text.indexOf('\n') <= 0 || text.charAt(0) == ' ') return false;
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f || c == '\n' || c >= 0xa0 && c < 0x2000);
    }
}
