package dev.sluice.doctor;

import dev.sluice.config.SettingNames;
import dev.sluice.contract.Changelogs;
import dev.sluice.contract.RecordSize;
import java.util.ArrayList;
import java.util.List;

/** Whether topics accept records as large as Sluice sends them. */
final class MessageSizeCheck implements TopicCheck {

    private static final String BEFORE_CREATION =
            "max.message.bytes (before its creation, " + SettingNames.CHANGELOG_MAX_BYTES + ")";

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        List<Finding> findings = new ArrayList<>();
        long input = topics.inputs().stream()
                .mapToLong(name -> topics.maxMessageBytes(name, 0))
                .max()
                .orElse(0);
        for (String name : List.of(topics.retries(), topics.deadLetters())) {
            long bytes = topics.maxMessageBytes(name, Long.MAX_VALUE);
            if (bytes <= input) {
                findings.add(ServiceTopics.warning(
                        name,
                        "accepts " + bytes + " bytes per record and the input " + input
                                + ", so the largest records do not fit with the headers that describe their failure;"
                                + " raise max.message.bytes, by 64 KiB at least"));
            }
        }
        addManifest(topics, findings);
        addChangelogs(topics, input, findings);
        return findings;
    }

    private static void addManifest(ServiceTopics topics, List<Finding> findings) {
        long bytes = topics.maxMessageBytes(topics.manifest(), Long.MAX_VALUE);
        if (bytes < RecordSize.DEFAULT_MAX_MESSAGE_BYTES) {
            findings.add(ServiceTopics.warning(
                    topics.manifest(),
                    "accepts " + bytes + " bytes per record; the manifest entry of an object with many offset ranges"
                            + " has up to 1 MiB, and would stop its partition; set max.message.bytes to "
                            + RecordSize.DEFAULT_MAX_MESSAGE_BYTES + " at least"));
        }
    }

    private static void addChangelogs(ServiceTopics topics, long input, List<Finding> findings) {
        String application = topics.target().applicationId();
        long onCreation = topics.target().producing().changelogMaxMessageBytes();
        String blocks = Changelogs.blocks(application);
        long blockBytes = topics.maxMessageBytes(blocks, onCreation);
        if (blockBytes < RecordSize.DEFAULT_MAX_MESSAGE_BYTES) {
            findings.add(ServiceTopics.fatal(
                    blocks,
                    "accepts " + blockBytes + " bytes per record, and a chunk of a block has up to 1 MiB; set "
                            + BEFORE_CREATION + " to " + RecordSize.DEFAULT_MAX_MESSAGE_BYTES + " at least"));
        }
        String waiting = Changelogs.retries(application);
        long waitingBytes = topics.maxMessageBytes(waiting, onCreation);
        if (waitingBytes <= input) {
            findings.add(ServiceTopics.warning(
                    waiting,
                    "accepts " + waitingBytes + " bytes per record and the input " + input
                            + ", so the largest records cannot wait for a retry; raise " + BEFORE_CREATION));
        }
    }
}
