package dev.sluice.doctor;

import java.util.List;

/** Whether this user may read the configuration of each topic, which the other checks compare. */
final class PermissionCheck implements TopicCheck {

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        return topics.names().stream()
                .filter(name -> topics.topic(name).isThere() && !topics.hasConfig(name))
                .sorted()
                .map(name -> ServiceTopics.warning(
                        name,
                        ServiceTopics.partitions(topics.topic(name).partitions())
                                + "; this user may not read its configuration, so retention, cleanup policy and message"
                                + " size were not checked, and Kafka's defaults are assumed; allow DescribeConfigs on it,"
                                + " or check it yourself"))
                .toList();
    }
}
