package dev.sluice.config;

import dev.sluice.batch.Folders;
import dev.sluice.batch.ObjectKeys;
import dev.sluice.batch.RotationPolicy;
import dev.sluice.config.Settings.Batching;
import dev.sluice.config.Settings.Conversion;
import dev.sluice.config.Settings.FolderPattern;
import dev.sluice.config.Settings.Landing;
import dev.sluice.config.Settings.Operation;
import dev.sluice.contract.Topics;
import dev.sluice.format.ObjectFormats;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.objectstore.ObjectOptions;
import dev.sluice.objectstore.S3Options;
import java.util.Map;
import java.util.Optional;

/** One reading of all settings: each variable by itself, then those that must fit each other, then the values. */
final class SettingsReader {

    private final Environment env;

    SettingsReader(Map<String, String> variables) {
        env = new Environment(variables);
    }

    Settings read() {
        env.read(Variables.all());
        Optional<Topics> topics = env.build("SLUICE_INPUT_TOPICS, SLUICE_*_TOPIC and SLUICE_LOOKUPS", this::topics);
        Map<String, String> kafka = KafkaVariables.read(env);
        KafkaDefaults.check(kafka, env);
        env.build(
                "SLUICE_BUFFER_BYTES and SLUICE_BLOCK_BYTES",
                () -> Batching.requireRoomForABlock(env.get(Variables.BUFFER_BYTES), env.get(Variables.BLOCK_BYTES)));
        env.build("SLUICE_S3_PREFIX, SLUICE_INPUT_TOPICS and SLUICE_FOLDER", this::requireKeysThatS3Accepts);
        env.build(
                "SLUICE_S3_ENCRYPTION and SLUICE_S3_KMS_KEY_ID",
                () -> ObjectOptions.requireKeyOfKms(
                        env.get(Variables.S3_ENCRYPTION).orElse(null),
                        env.get(Variables.S3_KMS_KEY_ID).orElse(null)));
        Optional<Optional<MaskKey>> maskKey = env.build("SLUICE_MASK_KEY and SLUICE_MASK_KEY_FILE", this::maskKey);
        env.throwIfUnusable();
        return new Settings(
                env.get(Variables.APPLICATION_ID),
                topics.orElseThrow(),
                conversion(maskKey.orElseThrow()),
                batching(),
                new Landing(env.get(Variables.S3_PREFIX), s3(), env.get(Variables.UPLOAD_THREADS)),
                new Operation(
                        env.get(Variables.HTTP_ADDRESS),
                        env.get(Variables.STATE_DIRECTORY),
                        env.get(Variables.SHUTDOWN_TIMEOUT)),
                new KafkaSettings(env.get(Variables.APPLICATION_ID), env.get(Variables.STATE_DIRECTORY), kafka));
    }

    private Topics topics() {
        return new Topics(
                env.get(Variables.INPUT_TOPICS),
                env.get(Variables.RETRY_TOPIC),
                env.get(Variables.DEAD_LETTER_TOPIC),
                env.get(Variables.REPLAY_TOPIC),
                env.get(Variables.MANIFEST_TOPIC),
                env.get(Variables.LOOKUPS));
    }

    /** Returns the folders once every object is sure to have a key that S3 accepts. */
    private Folders requireKeysThatS3Accepts() {
        Folders folders = new Folders(env.get(Variables.FOLDER), env.get(Variables.FOLDER_TIME_ZONE));
        env.get(Variables.INPUT_TOPICS)
                .forEach(topic -> ObjectKeys.requireRoom(
                        env.get(Variables.S3_PREFIX), topic, ObjectFormats.AVRO.extension(), folders));
        return folders;
    }

    private Optional<MaskKey> maskKey() {
        Optional<MaskKey> key = env.get(Variables.MASK_KEY);
        Optional<MaskKey> fromFile = env.get(Variables.MASK_KEY_FILE);
        if (key.isPresent() && fromFile.isPresent()) {
            throw new IllegalArgumentException("each is a key; set one of them");
        }
        return key.or(() -> fromFile);
    }

    private Conversion conversion(Optional<MaskKey> maskKey) {
        return new Conversion(
                env.get(Variables.SCHEMA_FILE),
                maskKey.orElse(null),
                new JsonLimits(
                        env.get(Variables.JSON_MAX_BYTES),
                        env.get(Variables.JSON_MAX_DEPTH),
                        env.get(Variables.JSON_MAX_STRING_BYTES),
                        env.get(Variables.JSON_MAX_NUMBER_BYTES),
                        JsonLimits.DEFAULTS.maxNameBytes()),
                env.get(Variables.RETRY_BACKOFFS),
                env.get(Variables.TOMBSTONES));
    }

    private Batching batching() {
        return new Batching(
                new RotationPolicy(
                        env.get(Variables.ROTATE_RECORDS),
                        env.get(Variables.ROTATE_BYTES),
                        env.get(Variables.ROTATE_AGE)),
                new FolderPattern(env.get(Variables.FOLDER), env.get(Variables.FOLDER_TIME_ZONE)),
                env.get(Variables.CODEC),
                env.get(Variables.BLOCK_BYTES),
                env.get(Variables.BUFFER_BYTES),
                env.get(Variables.BACKLOG_BYTES),
                env.get(Variables.MAX_BATCHES));
    }

    private S3Options s3() {
        return new S3Options(
                env.get(Variables.S3_BUCKET),
                env.get(Variables.S3_BUCKET_OWNER).orElse(null),
                new S3Options.Endpoint(
                        env.get(Variables.S3_ENDPOINT).orElse(null),
                        env.get(Variables.S3_REGION).orElse(null),
                        env.get(Variables.S3_PATH_STYLE),
                        env.get(Variables.S3_REQUEST_TIMEOUT),
                        env.get(Variables.S3_CHECKSUMS).orElse(null)),
                new ObjectOptions(
                        env.get(Variables.S3_ENCRYPTION).orElse(null),
                        env.get(Variables.S3_KMS_KEY_ID).orElse(null),
                        env.get(Variables.S3_STORAGE_CLASS).orElse(null),
                        env.get(Variables.S3_ACL).orElse(null),
                        env.get(Variables.S3_TAGS)),
                new S3Options.Names(
                        Variables.S3_BUCKET.name(),
                        Variables.S3_BUCKET_OWNER.name(),
                        Variables.S3_REGION.name(),
                        Variables.S3_ENDPOINT.name(),
                        Variables.S3_PATH_STYLE.name(),
                        "the SLUICE_S3_ settings of its objects"));
    }
}
