package io.github.pcap2http.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegexTest {
    private static boolean found(String expression, String text) throws ChoiceException {
        return Regex.of(expression, false).find(new StringReader(text)) == Truth.YES;
    }

    @Test
    void aMatchIsFoundWhereverItLies() throws ChoiceException {
        String needle = "<" + "n".repeat(4000) + ">";
        for (int before : new int[] {0, 1, Regex.WINDOW - 4002, Regex.WINDOW - 4001, Regex.WINDOW - 1, Regex.WINDOW, 3 * Regex.WINDOW - 2000}) {
            String text = "-".repeat(before) + needle + "-".repeat(20_000);
            assertTrue(found("<n+>", text), () -> "after " + before);
            assertFalse(found("^<n+>", "-" + text), () -> "after " + before);
            assertFalse(found("<n+>$", text), () -> "after " + before);
            assertTrue(found("<n+>$", "-".repeat(before) + needle), () -> "after " + before);
        }
    }

    @Test
    void edgesOfWindowsAreNotEdgesOfTheText() throws ChoiceException {
        String text = "ab".repeat(40_000);
        for (String expression : new String[] {"^b", "a$", "\\Ab", "\\bb", "a\\b", "(?<!a)b", "a(?!b)"}) assertFalse(found(expression, text), expression);
        for (String expression : new String[] {"^a", "b$", "(?<=a)b", "b(?!a)"}) assertTrue(found(expression, text), expression);
    }

    @Test
    void windowsFindWhatTheWholeTextHas() throws ChoiceException {
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60_000); length > 0; length--) text.append((char) ('a' + random.nextInt(26)));
            String expression = text.length() < 10 ? "x" : text.substring(random.nextInt(text.length() - 5)).substring(0, 4).replaceFirst(".$", "[a-m]");
            int round = i;
            assertEquals(Pattern.compile(expression).matcher(text).find(), found(expression, text.toString()), () -> "round " + round + ": " + expression);
        }
    }

    @Test
    void whatTakesTooLongIsGivenUpAndSaidSo() throws ChoiceException {
        Regex slow = Regex.of("(a+)+$", false);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertEquals(Truth.UNKNOWN, slow.find("a".repeat(5000) + "b")));
        assertTrue(slow.remark().contains("(a+)+$") && slow.remark().contains("in 1 text;"), slow.remark());
        Regex deep = Regex.of("(a|b)*c", false);
        assertEquals(Truth.UNKNOWN, deep.find("ab".repeat(8000)));
        assertEquals(Truth.YES, slow.find("aaa"), "others are still searched");
        Regex plain = Regex.of(".*b", false);
        assertEquals(Truth.YES, plain.find("a".repeat(60_000) + "b"));
        assertNull(plain.remark());
    }

    @Test
    void afterManyNoMoreAreTried() throws ChoiceException {
        Regex slow = Regex.of("a*b", false, 3);
        for (int i = 0; i < 3; i++) assertEquals(Truth.UNKNOWN, slow.find("a".repeat(15_000)));
        assertEquals(Truth.UNKNOWN, slow.find("ab"));
        assertTrue(slow.remark().contains("4 texts"), slow.remark());
    }
}
