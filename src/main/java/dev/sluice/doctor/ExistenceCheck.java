package dev.sluice.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether each topic exists, and this user may use it. */
final class ExistenceCheck implements TopicCheck {

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        List<Finding> findings = new ArrayList<>();
        for (String name : topics.required()) {
            switch (topics.topic(name).standing()) {
                case THERE -> {}
                case MISSING ->
                    findings.add(ServiceTopics.fatal(
                            name,
                            "does not exist; create it: kafka-topics.sh --bootstrap-server … --create --topic " + name
                                    + options(name, topics)));
                case FORBIDDEN ->
                    findings.add(ServiceTopics.fatal(
                            name,
                            "may not be accessed by this user; allow the user to " + access(name, topics)
                                    + " it (kafka-acls.sh), or correct the name"));
            }
        }
        return findings;
    }

    private static String access(String name, ServiceTopics topics) {
        if (name.equals(topics.retries())) {
            return "read and write";
        }
        return name.equals(topics.deadLetters()) || name.equals(topics.manifest()) ? "write" : "read";
    }

    private static String options(String name, ServiceTopics topics) {
        if (topics.lookups().contains(name)) {
            return " --partitions 1 --config cleanup.policy=compact";
        }
        if (name.equals(topics.manifest())) {
            return " --partitions 1 --config retention.ms=-1";
        }
        int partitions = topics.inputPartitions();
        return " --partitions " + (partitions == 0 ? "…" : partitions);
    }
}
