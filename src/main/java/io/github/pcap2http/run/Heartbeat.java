package io.github.pcap2http.run;

/** Calls back every now and then from a thread of its own, while another one may be waiting for packets. */
final class Heartbeat {
    private static final long MILLIS = 20;

    private boolean stopped;

    /** @param beat must not throw */
    Heartbeat(Runnable beat) {
        Thread thread = new Thread(() -> run(beat), "heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable beat) {
        while (goesOn()) beat.run();
    }

    private synchronized boolean goesOn() {
        try {
            if (!stopped) wait(MILLIS);
        } catch (InterruptedException e) {
            stopped = true;   // by somebody else
        }
        return !stopped;
    }

    /** The thread is not interrupted: it may be writing to a file, which that would close. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
