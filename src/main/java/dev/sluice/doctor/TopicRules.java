package dev.sluice.doctor;

import dev.sluice.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** All checks of a service's topics and brokers, in the order of their findings. */
final class TopicRules {

    /** A new check is one class and one line here. */
    private static final List<TopicCheck> CHECKS = List.of(
            new ExistenceCheck(),
            new PartitionCheck(),
            new CleanupCheck(),
            new RetentionCheck(),
            new MessageSizeCheck(),
            new TimestampCheck(),
            new TransactionTimeoutCheck(),
            new TransactionVersionCheck(),
            new ClockCheck(),
            new PermissionCheck());

    private TopicRules() {}

    /** The findings of every check, and for each topic without any that it is well. */
    static List<Finding> check(DoctorTarget target, ClusterFacts facts) {
        ServiceTopics topics = new ServiceTopics(target, facts);
        List<Finding> findings = new ArrayList<>();
        CHECKS.forEach(check -> findings.addAll(check.findings(topics)));
        List<String> subjects = findings.stream().map(Finding::subject).toList();
        topics.names().stream()
                .filter(name -> topics.topic(name).isThere())
                .filter(name -> !subjects.contains(ServiceTopics.subject(name)))
                .map(name -> new Finding(
                        Level.OK,
                        ServiceTopics.subject(name),
                        ServiceTopics.partitions(topics.topic(name).partitions())))
                .forEach(findings::add);
        return findings;
    }
}
