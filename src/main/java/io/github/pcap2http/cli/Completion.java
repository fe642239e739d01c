package io.github.pcap2http.cli;

import io.github.pcap2http.cli.Option.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What makes shells complete the names of options and their values, made of the table of options. */
final class Completion {
    private Completion() { }

    /** @param shell one of the words of {@link Option#COMPLETION} */
    static String script(String shell) {
        return switch (shell) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            case "fish" -> fish();
            default -> throw new IllegalArgumentException(shell);
        };
    }

    private static String bash() {
        StringBuilder cases = new StringBuilder();
        Map<Kind, List<String>> alike = new EnumMap<>(Kind.class);
        for (Option option : Option.values()) {
            if (option.argument == null || option.valueIsOptional()) continue;
            String names = option.letter == null ? option.shown() : "-" + option.letter + "|" + option.shown();
            List<String> words = values(option);
            if (words.isEmpty()) alike.computeIfAbsent(option.kind, unused -> new ArrayList<>()).add(names);
            else cases.append(wordsCase(names, option, words));
        }
        List<String> rest = new ArrayList<>();
        alike.forEach((kind, names) -> {
            if (kind == Kind.FILE) cases.append("    ").append(String.join("|", names)).append(") _pcap2http_files; return ;;\n");
            else if (kind == Kind.DIRECTORY) cases.append("    ").append(String.join("|", names)).append(") _pcap2http_files -d; return ;;\n");
            else rest.addAll(names);
        });
        if (!rest.isEmpty()) cases.append("    ").append(String.join("|", rest)).append(") return ;;\n");
        StringBuilder names = new StringBuilder();
        StringBuilder optional = new StringBuilder();
        for (Option option : Option.values()) {
            if (option.letter != null) names.append('-').append(option.letter).append(' ');
            names.append(option.shown()).append(' ');
            if (option.valueIsOptional()) {
                optional.append("    ").append(option.shown()).append("=) COMPREPLY=($(compgen -W '").append(String.join(" ", values(option)))
                    .append("' -- \"$cur\")); return ;;\n");
            }
        }
        return """
            # Completion of pcap2http for bash:  source <(pcap2http --completion bash)
            _pcap2http_files() {
              if [[ ${1-} == -d ]]; then
                compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$cur"))
              else
                compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$cur"))
              fi
            }

            _pcap2http() {
              local cur=${COMP_WORDS[COMP_CWORD]} option=
              local before=${COMP_WORDS[COMP_CWORD-1]}
              COMPREPLY=()
              # '=' is a word of its own to bash.
              if [[ $cur == '=' ]]; then
                option=$before= cur=
              elif [[ $before == '=' && $COMP_CWORD -gt 2 ]]; then
                option=${COMP_WORDS[COMP_CWORD-2]}=
              elif [[ $before == -* ]]; then
                option=$before
              fi
              case $option in
            @OPTIONAL@  esac
              case ${option%=} in
            @CASES@  esac
              if [[ $cur == -* ]]; then
                COMPREPLY=($(compgen -W '@NAMES@' -- "$cur"))
              elif [[ $before == --help ]]; then
                COMPREPLY=($(compgen -W all -- "$cur"))
              else
                _pcap2http_files
              fi
            }

            complete -F _pcap2http pcap2http
            """.replace("@OPTIONAL@", optional).replace("@CASES@", cases).replace("@NAMES@", names.toString().strip());
    }

    private static String wordsCase(String names, Option option, List<String> words) {
        String open = option.kind == Kind.PAIR ? "compopt -o nospace 2>/dev/null; " : "";
        return "    " + names + ") " + open + "COMPREPLY=($(compgen -W '" + String.join(" ", words) + "' -- \"$cur\")); return ;;\n";
    }

    private static String zsh() {
        StringBuilder text = new StringBuilder("""
            #compdef pcap2http
            # Completion of pcap2http for zsh: a file called _pcap2http in a directory of $fpath.
            _arguments -s -S \\
            """);
        for (Option option : Option.values()) {
            String value = zshValue(option);
            String[] names = option.letter == null ? new String[] {option.shown()} : new String[] {"-" + option.letter, option.shown()};
            String others = option.repeats() || option.kind == Kind.COUNT ? "*" : "(" + String.join(" ", names) + ")";
            for (String name : names) {
                String joint = option.argument == null ? "" : option.valueIsOptional() ? "=-" : name.startsWith("--") ? "=" : "+";
                text.append("  '").append(others).append(name).append(joint).append('[').append(quoted(option.help)).append(']').append(value).append("' \\\n");
            }
        }
        return text.append("  '*:capture:_files'\n").toString();
    }

    private static String zshValue(Option option) {
        if (option.argument == null) return "";
        List<String> words = values(option);
        String action = switch (option.kind) {
            case FILE -> "_files";
            case DIRECTORY -> "_files -/";
            default -> words.isEmpty() ? " " : "(" + String.join(" ", words) + ")";
        };
        return (option.valueIsOptional() ? "::" : ":") + quoted(option.argument) + ":" + action;
    }

    /** Inside of single quotes, and of brackets or between colons. */
    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "'\\''").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
    }

    private static String fish() {
        StringBuilder text = new StringBuilder("# Completion of pcap2http for fish: a file pcap2http.fish in ~/.config/fish/completions.\n");
        for (Option option : Option.values()) {
            text.append("complete -c pcap2http");
            if (option.letter != null) text.append(" -s ").append(option.letter);
            text.append(" -l ").append(option.word).append(fishValue(option));
            text.append(" -d '").append(option.help.replace("\\", "\\\\").replace("'", "\\'")).append("'\n");
        }
        return text.toString();
    }

    private static String fishValue(Option option) {
        if (option.argument == null) return "";
        String words = String.join(" ", values(option));
        if (option.valueIsOptional()) return " -f -a '" + words + "'";
        return switch (option.kind) {
            case FILE -> " -r -F";
            case DIRECTORY -> " -x -a '(__fish_complete_directories)'";
            default -> words.isEmpty() ? " -x" : " -x -a '" + words + "'";
        };
    }

    /** @return what is offered for the value of an option */
    private static List<String> values(Option option) {
        if (option.kind != Kind.PAIR) return Words.of(option);
        List<String> names = new ArrayList<>();
        for (String word : Words.of(option)) names.add(word + "=");
        return names;
    }
}
