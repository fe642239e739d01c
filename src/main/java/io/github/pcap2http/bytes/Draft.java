package io.github.pcap2http.bytes;

/** A content in the making. Belongs to one thread. */
public interface Draft {
    /** @param bytes a view, copied */
    void append(Bytes bytes);

    /** @return all that was appended; nothing may be called after that */
    Content take();

    /** @return a draft whose content is on the heap, and belongs to who takes it */
    static Draft onHeap() {
        return new Draft() {
            private final ByteQueue all = new ByteQueue();

            @Override
            public void append(Bytes bytes) {
                all.append(bytes);
            }

            @Override
            public Content take() {
                return Content.of(all.view());
            }
        };
    }
}
