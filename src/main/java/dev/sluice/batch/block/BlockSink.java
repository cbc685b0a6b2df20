package dev.sluice.batch.block;

/** Receives what a batch stores: its chunks, and the entries of its offset index, each in order. */
public interface BlockSink {

    void putChunk(long sequence, int index, byte[] chunk);

    void putOffsets(long sequence, int index, byte[] entry);
}
