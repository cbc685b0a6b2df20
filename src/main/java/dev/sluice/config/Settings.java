package dev.sluice.config;

import dev.sluice.batch.RotationPolicy;
import dev.sluice.batch.block.BlockCodec;
import dev.sluice.contract.Topics;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.failure.TombstonePolicy;
import dev.sluice.mapping.MappingOptions;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.objectstore.S3Options;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one service, read from the environment once and valid as a whole.
 *
 * @param applicationId the consumer group, and the prefix of internal topics
 */
public record Settings(
        String applicationId,
        Topics topics,
        Conversion conversion,
        Batching batching,
        Landing landing,
        Operation operation,
        KafkaSettings kafka) {

    /**
     * How records are converted.
     *
     * @param schemaFile the Avro schema with the mapping, a readable file
     * @param maskKey the key of masked fields, or null
     */
    public record Conversion(
            Path schemaFile,
            @Nullable MaskKey maskKey,
            JsonLimits jsonLimits,
            RetryPolicy retryPolicy,
            TombstonePolicy tombstones) {

        /** The options of the mapping's compiler, with the names of the settings that its errors mention. */
        public MappingOptions mappingOptions() {
            JsonLimits.Names names = new JsonLimits.Names(
                    Variables.JSON_MAX_BYTES.name(),
                    Variables.JSON_MAX_DEPTH.name(),
                    Variables.JSON_MAX_STRING_BYTES.name(),
                    Variables.JSON_MAX_NUMBER_BYTES.name());
            String maskKeySetting = Variables.MASK_KEY.name() + " or " + Variables.MASK_KEY_FILE.name();
            return new MappingOptions(maskKey, maskKeySetting, jsonLimits.named(names));
        }
    }

    /**
     * How converted records are batched.
     *
     * @param blockBytes the size of an Avro block before compression
     * @param bufferBytes the limit on the memory of all open blocks; at least {@code blockBytes}
     * @param backlogBytes the limit on the bytes in the block stores: above it, batches are sealed early, and intake
     *     pauses while as many wait for S3
     * @param maxBatches the limit on open batches: above it, the oldest are sealed, and intake pauses while as many wait
     *     for S3
     */
    public record Batching(
            RotationPolicy rotation,
            FolderPattern folder,
            BlockCodec codec,
            int blockBytes,
            long bufferBytes,
            long backlogBytes,
            int maxBatches) {

        public Batching {
            requireRoomForABlock(bufferBytes, blockBytes);
        }

        static long requireRoomForABlock(long bufferBytes, int blockBytes) {
            if (bufferBytes < blockBytes) {
                throw new IllegalArgumentException(
                        "a buffer of " + bufferBytes + " bytes does not hold one block of " + blockBytes + " bytes");
            }
            return bufferBytes;
        }
    }

    /**
     * The folders of the objects, by event time.
     *
     * @param pattern of {@link java.time.format.DateTimeFormatter}
     */
    public record FolderPattern(String pattern, ZoneId zone) {}

    /**
     * Where objects land.
     *
     * @param prefix the beginning of object keys, without slashes at its ends; may be empty
     */
    public record Landing(String prefix, S3Options s3, int uploadThreads) {

        /** The folder of all objects from {@code topic}. */
        public String folderOf(String topic) {
            return prefix.isEmpty() ? topic : prefix + "/" + topic;
        }
    }

    /**
     * How the process runs.
     *
     * @param http the address of metrics, status and health; port 0 for any free one
     */
    public record Operation(InetSocketAddress http, Path stateDirectory, Duration shutdownTimeout) {}

    /**
     * Reads {@code SLUICE_*} and {@code KAFKA_*}, and nothing else of the environment.
     *
     * @throws SettingsException with every problem at once
     */
    public static Settings fromEnvironment(Map<String, String> variables) {
        return new SettingsReader(variables).read();
    }
}
