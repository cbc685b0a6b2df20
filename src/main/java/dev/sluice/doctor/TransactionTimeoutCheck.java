package dev.sluice.doctor;

import dev.sluice.config.SettingNames;
import dev.sluice.doctor.Finding.Level;
import java.util.List;

/** Whether the broker allows Kafka transactions as long as the producer's timeout. */
final class TransactionTimeoutCheck implements TopicCheck {

    private static final String SUBJECT = "broker";

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        Long limit = topics.facts().maxTransactionTimeoutMillis();
        long timeout = topics.target().producing().transactionTimeoutMillis();
        if (limit == null) {
            return List.of(new Finding(
                    Level.WARNING,
                    SUBJECT,
                    "does not let this user read its configuration, so it is unknown whether transaction.max.timeout.ms"
                            + " allows for " + timeout
                            + "; allow DescribeConfigs on the cluster, or check it yourself"));
        }
        if (timeout > limit) {
            return List.of(new Finding(
                    Level.FATAL,
                    SUBJECT,
                    "allows for transactions of " + limit + " ms, by transaction.max.timeout.ms, and "
                            + SettingNames.TRANSACTION_TIMEOUT + " is " + timeout
                            + "; lower the latter or raise the former"));
        }
        return List.of(new Finding(Level.OK, SUBJECT, "allows for transactions of " + limit + " ms"));
    }
}
