package io.github.pcap2http.run;

import java.util.List;

/** What was in an input and what came of it. */
public interface Report {
    /** @return name of the input; of several, the first and how many there are */
    String name();

    /** @return given to the sink */
    long exchanges();

    /** @return bugs of this program that were met */
    long bugs();

    /** @return whether something may be missing because the input made no sense */
    boolean damaged();

    /** @return on the input, a line for a person each */
    List<String> remarks();

    /** @return the same, with {@code remarks} in the place of those that it has */
    Report with(List<String> remarks);

    /** @return all of it for a person, in a few lines */
    List<String> lines();

    /** @return why results may be incomplete though they look well; mostly empty */
    List<String> warnings();

    /** @return why there is no exchange, in a few lines for a person; empty when there is one */
    List<String> whyEmpty();

    /** @return all of it for a program: one JSON object, without line breaks */
    String json();
}
