package dev.sluice.writer;

import dev.sluice.kafka.AccessException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records in short Kafka transactions, each with the {@link Positions} that they lead to: both are committed, or
 * neither is. So a run that was killed has stored exactly what it wrote, and the next one goes on from there.
 *
 * <p>One run at a time: opening a writer fences an earlier one of the same name, and the stored positions are read after
 * that, when they can change no more.
 *
 * <p>For each record the caller calls {@link #write}, then brings its positions up to date, then calls {@link
 * #commitIfDue}. A caller that waits for more input calls {@link #commitIfDue} meanwhile, for readers of the topics wait
 * for an open transaction.
 */
public interface ResumableWriter extends AutoCloseable {

    /**
     * Writes a record; first waits, where the writer's rate asks for that.
     *
     * @param origin where the record comes from, for a message when it cannot be written
     */
    void write(ProducerRecord<byte[], byte[]> record, Supplier<String> origin)
            throws AccessException, InterruptedException;

    /** Commits if the open transaction has as many records or bytes, or is as old, as it may be. */
    void commitIfDue() throws AccessException;

    /** Commits what was written, and the changed positions; nothing, if nothing was written. */
    void commit() throws AccessException;

    /** How many records have been committed. */
    long committed();

    /** What is not committed is aborted, by the next run or by the broker. */
    @Override
    void close();
}
