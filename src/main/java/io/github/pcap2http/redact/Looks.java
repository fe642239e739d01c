package io.github.pcap2http.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets by how they look: what common kinds of credentials look like, user information of URLs, and what rules say. */
final class Looks {
    /** @param hints in lower case where the pattern knows none, one of which is in all that looks so, so that most texts are passed over soon; none: it is not known. @param known to be quick on all texts */
    private record Look(Pattern pattern, int group, Mode mode, List<String> hints, boolean known) {
        boolean possible(String text) {
            if (hints.isEmpty()) return true;
            String searched = (pattern.flags() & Pattern.CASE_INSENSITIVE) == 0 ? text : text.toLowerCase(Locale.ROOT);
            for (String hint : hints) if (searched.contains(hint)) return true;
            return false;
        }
    }

    /** Possessive, so that no text takes long. The secret is the first group, if it is there. */
    private static final Map<String, List<String>> KNOWN = Map.of(
        "(?i)\\b(?:bearer|dpop|basic|negotiate|ntlm)[\\s+:]{1,8}+([a-z0-9._~+/-]{8,}+=*+)", List.of("bearer", "dpop", "basic", "negotiate", "ntlm"),
        "\\b(?:(eyJ[A-Za-z0-9_-]{4,}+(?:\\.[A-Za-z0-9_-]*+){1,4}+)|eyJ[A-Za-z0-9_-]{4,}+)", List.of("eyJ"),   // of what has no dot no part is tried
        "-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----([^-]{0,20000}+(?:-[^-]{1,20000}+){0,8}+)", List.of("-----BEGIN "),
        "\\bbearer\\.authorization\\.k8s\\.io\\.([A-Za-z0-9_-]{8,}+)", List.of(".k8s.io."),   // as a protocol of WebSockets
        "\\b((?:AKIA|ASIA)[0-9A-Z]{16})\\b", List.of("AKIA", "ASIA"),
        "\\b((?:gh[pousr]|github_pat|glpat|xox[abeoprs]|[srp]k_live|sk_test)[_-][A-Za-z0-9_-]{16,}+)",
            List.of("ghp", "gho", "ghu", "ghs", "ghr", "github_pat", "glpat", "xox", "k_live", "sk_test"));
    /** With a slash in the password, too, where what is before it is no port. */
    private static final Pattern USER_INFO = Pattern.compile("//([^/?#\\s\"'<>]{1,2048}|[^/?#\\s\"'<>:@]{1,256}+:(?!\\d*+[/?#])[^?#\\s\"'<>]{1,512})@");

    private final List<Look> looks = new ArrayList<>();
    private final boolean defaults;
    private final Mode usual;

    Looks(List<Rule> rules, Mode usual, boolean defaults) {
        this.usual = usual;
        this.defaults = defaults;
        for (Rule rule : rules) {
            if (rule.kind() != Rule.Kind.REGEX) continue;
            Pattern pattern = Pattern.compile(rule.text());
            looks.add(new Look(pattern, Math.min(1, pattern.matcher("").groupCount()), rule.mode() == null ? usual : rule.mode(), List.of(), false));
        }
        if (defaults) KNOWN.forEach((pattern, hints) -> looks.add(new Look(Pattern.compile(pattern), 1, usual, hints, true)));
    }

    void find(Level level, Hits hits) {
        for (Look look : looks) {
            if (!look.possible(level.text())) continue;
            try {
                Matcher matcher = look.pattern.matcher(look.known ? level.text() : new Counted(level.text()));
                while (matcher.find()) {
                    if (matcher.start(look.group) >= 0) hits.add(level, matcher.start(look.group), matcher.end(look.group), look.mode);
                }
            } catch (Counted.TooLong | StackOverflowError e) {
                // nobody can tell what a rule would have found further on
                hits.put(level.origin(0), level.end(level.text().length()), Substitute.MASK);
            }
        }
        if (defaults) userInfo(level, hits);
    }

    private void userInfo(Level level, Hits hits) {
        if (!level.text().contains("//") || level.text().indexOf('@') < 0) return;
        Matcher matcher = USER_INFO.matcher(level.text());
        while (matcher.find()) {
            hits.add(level, matcher.start(1), matcher.end(1), usual);
            String user = matcher.group(1);
            int colon = user.indexOf(':');
            if (colon < 0) continue;
            hits.perhapsSecret(user.substring(0, colon), usual);
            hits.secret(user.substring(colon + 1), usual);
        }
    }
}
