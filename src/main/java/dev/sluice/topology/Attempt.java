package dev.sluice.topology;

import dev.sluice.contract.Attempts;
import dev.sluice.contract.FailedRecord;
import dev.sluice.failure.Failure;
import java.util.List;

/**
 * One attempt at one record.
 *
 * @param number from 1
 */
record Attempt(ConsumedRecord record, int number, long nowMillis) {

    /** The record after the attempt has failed for these reasons, the decisive one first. */
    FailedRecord failed(List<Failure> failures) {
        return FailedRecord.of(record.source(), record.original(), failures, new Attempts(number, nowMillis, 0));
    }

    /** The record after the attempt has failed for one reason. */
    FailedRecord failed(Failure failure) {
        return failed(List.of(failure));
    }
}
