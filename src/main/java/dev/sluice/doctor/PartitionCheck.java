package dev.sluice.doctor;

import static dev.sluice.doctor.ServiceTopics.partitions;

import dev.sluice.config.SettingNames;
import dev.sluice.doctor.ClusterFacts.TopicFacts;
import java.util.ArrayList;
import java.util.List;

/** Whether the topics have as many partitions as the tasks need: task {@code p} owns partition {@code p} of each. */
final class PartitionCheck implements TopicCheck {

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        List<Finding> findings = new ArrayList<>();
        int most = topics.inputPartitions();
        for (String input : topics.inputs()) {
            TopicFacts facts = topics.topic(input);
            if (facts.isThere() && facts.partitions() < most) {
                findings.add(ServiceTopics.warning(
                        input,
                        "has " + partitions(facts.partitions()) + " while another input has " + most
                                + ", so tasks from number " + facts.partitions()
                                + " on have less work; give it as many, or run an application of its own for it"));
            }
        }
        addRetries(topics, most, findings);
        addChangelogs(topics, Math.max(most, topics.topic(topics.retries()).partitions()), findings);
        return findings;
    }

    private static void addRetries(ServiceTopics topics, int inputs, List<Finding> findings) {
        TopicFacts retries = topics.topic(topics.retries());
        if (retries.isThere() && retries.partitions() < inputs) {
            findings.add(ServiceTopics.fatal(
                    topics.retries(),
                    "has " + partitions(retries.partitions()) + " while the input has " + inputs
                            + ": a task without a partition of it cannot act while its input is idle, and another task"
                            + " gets its retries; create it with " + inputs));
        } else if (retries.isThere() && inputs > 0 && retries.partitions() > inputs) {
            findings.add(ServiceTopics.warning(
                    topics.retries(),
                    "has " + partitions(retries.partitions()) + " while the input has " + inputs
                            + ": some tasks own no input partition, and never get a record; create it with " + inputs));
        }
    }

    private static void addChangelogs(ServiceTopics topics, int tasks, List<Finding> findings) {
        for (String changelog : topics.changelogs()) {
            TopicFacts facts = topics.topic(changelog);
            if (facts.isThere() && tasks > 0 && facts.partitions() != tasks) {
                findings.add(ServiceTopics.fatal(
                        changelog,
                        "has " + partitions(facts.partitions()) + " while input and retry topic have " + tasks
                                + ": Kafka Streams cannot move state to another number of tasks; give the topics their"
                                + " old number of partitions, or start another " + SettingNames.APPLICATION_ID
                                + ", and set the offsets of its group to where those of this group end"));
            }
        }
    }
}
