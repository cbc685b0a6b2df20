package dev.sluice.batch;

/** An encoded record on its way to a batch. The first {@link #length} of its bytes are on loan. */
public interface BatchRecord {

    /** The topic that it was read from. */
    String topic();

    int partition();

    long offset();

    byte[] bytes();

    int length();

    /** How many rows the bytes are; none where a record is accounted for without one. */
    int rows();

    long eventTimeMillis();
}
