package io.github.pcap2http.check;

import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.exchange.Exchange;
import java.util.List;
import java.util.function.UnaryOperator;

/** Watches exchanges, and says in the end whether something holds of all of them. What it counts belongs to one run. */
interface Judge {
    /** Begins. @param shown what may be told of an exchange */
    void begin(UnaryOperator<Exchange> shown);

    void add(Exchange exchange, Setting setting);

    boolean holds();

    /** @return what was found, in words */
    String found();

    /** @return what makes it hold; the parts that do are asked */
    List<Offenders> offenders();

    /** Several of them. @param all whether each must hold, or one */
    record Several(List<Judge> parts, boolean all) implements Judge {
        @Override
        public void begin(UnaryOperator<Exchange> shown) {
            parts.forEach(part -> part.begin(shown));
        }

        @Override
        public void add(Exchange exchange, Setting setting) {
            parts.forEach(part -> part.add(exchange, setting));
        }

        @Override
        public boolean holds() {
            return all ? parts.stream().allMatch(Judge::holds) : parts.stream().anyMatch(Judge::holds);
        }

        @Override
        public String found() {
            return String.join(", ", parts.stream().map(Judge::found).toList());
        }

        @Override
        public List<Offenders> offenders() {
            return parts.stream().filter(Judge::holds).flatMap(part -> part.offenders().stream()).toList();
        }
    }

    /** The contrary, which no exchange in particular is to blame for. */
    record Not(Judge part) implements Judge {
        @Override
        public void begin(UnaryOperator<Exchange> shown) {
            part.begin(shown);
        }

        @Override
        public void add(Exchange exchange, Setting setting) {
            part.add(exchange, setting);
        }

        @Override
        public boolean holds() {
            return !part.holds();
        }

        @Override
        public String found() {
            return part.found();
        }

        @Override
        public List<Offenders> offenders() {
            return List.of();
        }
    }
}
