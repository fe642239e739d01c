package io.github.pcap2http.run;

/** Calls back every now and then from a thread of its own, while another one may be waiting for packets. */
final class Heartbeat {
    private static final long MILLIS = 20;

    private final Thread thread;

    /** @param beat must not throw */
    Heartbeat(Runnable beat) {
        thread = new Thread(() -> run(beat), "heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Runnable beat) {
        try {
            while (true) {
                Thread.sleep(MILLIS);
                beat.run();
            }
        } catch (InterruptedException e) {
            // stopped: nothing is left to do
        }
    }

    void stop() {
        thread.interrupt();
    }
}
