package dev.sluice.doctor;

import dev.sluice.doctor.Finding.Level;
import java.util.List;

/** Whether the brokers verify each write of a Kafka transaction (KIP-890): {@code transaction.version} 2. */
final class TransactionVersionCheck implements TopicCheck {

    private static final int VERIFIED = 2;

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        Integer version = topics.facts().transactionVersion();
        if (version == null || version >= VERIFIED) {
            return List.of();
        }
        return List.of(new Finding(
                Level.WARNING,
                "cluster",
                "has transaction.version " + version + "; from " + VERIFIED
                        + " on each Kafka transaction has an epoch of"
                        + " its own (KIP-890), so that a write that comes late cannot become part of the next one, nor"
                        + " block readers of committed records; upgrade the brokers, then run"
                        + " kafka-features.sh upgrade --feature transaction.version=2"));
    }
}
