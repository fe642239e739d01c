package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** The examples for continuous integration: the files are YAML, hang together, and what they run is what this program takes. */
class CiSamplesTest {
    private static final Pattern CONTINUED = Pattern.compile("\\\\\n\\s*");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private static JsonNode sample(String name) {
        return new ObjectMapper(new YAMLFactory()).readTree(Path.of("samples/ci", name).toFile());
    }

    /** @return what pcap2http is started with in all scripts of a file */
    private static List<String[]> commands(JsonNode node) {
        List<String[]> found = new ArrayList<>();
        if (node.isString()) {
            for (String line : CONTINUED.matcher(node.asString()).replaceAll("").split("\n")) {
                if (!line.startsWith("pcap2http ")) continue;
                found.add(WORD.matcher(line.substring(10)).results()
                    .map(word -> word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3)).toArray(String[]::new));
            }
        }
        for (JsonNode child : node) found.addAll(commands(child));
        return found;
    }

    private static Set<String> outputs(JsonNode sample) throws UsageException {
        List<String[]> commands = commands(sample);
        assertEquals(1, commands.size());
        Arguments arguments = Arguments.parse(commands.get(0));
        assertEquals(List.of("capture.pcap"), arguments.captures());
        Given given = CommandWords.read(commands.get(0));
        Set<String> files = new TreeSet<>(arguments.outputs());
        files.addAll(given.texts(Option.REPORT));
        assertTrue(given.count(Option.FAIL_ON) > 1);
        return files;
    }

    @Test
    void gitHubActionsRunIt() throws Exception {
        JsonNode sample = sample("github-actions.yml");
        for (JsonNode job : sample.get("jobs")) {
            assertTrue(job.has("runs-on"));
            if (job.has("needs")) assertTrue(sample.get("jobs").has(job.get("needs").asString()));
            for (JsonNode step : job.get("steps")) {
                assertTrue(step.has("uses") != step.has("run"), step.toString());
                if (step.has("uses")) assertTrue(step.get("uses").asString().matches("[\\w-]+/[\\w-]+@v\\d+"), step.toString());
            }
        }
        JsonNode steps = sample.get("jobs").get("http").get("steps");
        Set<String> kept = Set.of(steps.get(steps.size() - 1).get("with").get("path").asString().strip().split("\n"));
        assertEquals(outputs(sample), new TreeSet<>(kept));
    }

    @Test
    void gitLabRunsIt() throws Exception {
        JsonNode sample = sample("gitlab-ci.yml");
        List<String> stages = new ArrayList<>();
        for (JsonNode stage : sample.get("stages")) stages.add(stage.asString());
        for (String job : List.of("integration", "http")) {
            assertTrue(stages.contains(sample.get(job).get("stage").asString()));
            assertTrue(sample.get(job).get("script").isArray());
            for (JsonNode line : sample.get(job).get("script")) assertTrue(line.isString(), "a colon made a mapping of it: " + line);
            for (JsonNode line : sample.get(job).get("before_script")) assertTrue(line.isString(), "a colon made a mapping of it: " + line);
        }
        assertTrue(sample.has(sample.get("http").get("needs").get(0).get("job").asString()));
        JsonNode artifacts = sample.get("http").get("artifacts");
        assertEquals("junit.xml", artifacts.get("reports").get("junit").asString());
        Set<String> kept = new TreeSet<>();
        for (JsonNode path : artifacts.get("paths")) kept.add(path.asString());
        assertEquals(outputs(sample), kept);
    }

    /** @return what the runner gives to a shell, a script each */
    private static List<String> scripts(String name) {
        List<String> scripts = new ArrayList<>();
        JsonNode sample = sample(name);
        for (JsonNode job : sample.has("jobs") ? sample.get("jobs") : sample) {
            for (JsonNode step : job.path("steps")) if (step.has("run")) scripts.add(step.get("run").asString());
            StringBuilder lines = new StringBuilder();
            for (String part : List.of("before_script", "script")) {
                for (JsonNode line : job.path(part)) lines.append(line.asString()).append('\n');
            }
            if (lines.length() > 0) scripts.add(lines.toString());
        }
        return scripts;
    }

    private static String bash(String script, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "--noprofile", "--norc", "-eo", "pipefail"));
        command.addAll(List.of(options));
        command.addAll(List.of("-c", script));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PCAP2HTTP_"));
        Process shell = builder.start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() + " " + printed;
    }

    @ParameterizedTest
    @CsvSource({"github-actions.yml, repository", "gitlab-ci.yml, project"})
    void scriptsAreBashAndSayWhatIsToBeSet(String name, String where) throws Exception {
        List<String> scripts = scripts(name);
        assertTrue(scripts.size() >= 2);
        for (String script : scripts) assertEquals("0 ", bash(script, "-n"), script);
        String install = scripts.stream().filter(script -> script.contains("PCAP2HTTP_URL")).findFirst().orElseThrow();
        String printed = bash(install);
        assertTrue(printed.matches("(?s)1(27)? .*PCAP2HTTP_URL: set this variable of the " + where + ".*"), printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-actions.yml", "gitlab-ci.yml"})
    void whatTheyRunWrites(String name, @TempDir Path folder) throws Exception {
        String[] command = commands(sample(name)).get(0);
        List<String> files = List.of("session.har", "summary.md", "junit.xml");
        for (int i = 0; i < command.length; i++) {
            if (command[i].equals("capture.pcap")) command[i] = "samples/ats-retry.pcap";
            else if (files.contains(command[i])) command[i] = folder.resolve(command[i]).toString();
        }
        Session session = new Session().run(command);
        assertEquals(4, session.status(), session.err());
        for (String file : files) assertTrue(Files.size(folder.resolve(file)) > 0, file);
        assertTrue(Files.readString(folder.resolve("junit.xml")).contains("tests=\"4\" failures=\"2\""), session.err());
    }
}
