package dev.sluice.config;

import dev.sluice.batch.block.BlockCodec;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.objectstore.S3Options.Checksums;
import dev.sluice.topology.TombstonePolicy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The declarations of all {@code SLUICE_*} variables, in the order of the reference. */
final class Variables {

    private static final List<Variable<?>> DECLARED = new ArrayList<>();

    static final Variable<List<String>> INPUT_TOPICS = required(
            "SLUICE_INPUT_TOPICS",
            Parsers.listOf(Parsers::topic),
            "Topics with the JSON transactions, separated by commas.");
    static final Variable<String> APPLICATION_ID = variable(
            "SLUICE_APPLICATION_ID",
            "sluice",
            Parsers::topic,
            "Name of the consumer group, and prefix of all internal topics. Another name is another, fresh application.");
    static final Variable<Path> SCHEMA_FILE = variable(
            "SLUICE_SCHEMA_FILE",
            "avro-schemas/transaction.avsc",
            Places::readableFile,
            "The Avro schema of the objects, whose `etl` attributes are the mapping.");
    static final Variable<Optional<MaskKey>> MASK_KEY = variable(
            "SLUICE_MASK_KEY",
            "",
            Parsers.optional(MaskKey::of),
            "The secret key of the mask `hmac-sha256`, at least 16 bytes; better in a file.");
    static final Variable<Optional<MaskKey>> MASK_KEY_FILE = variable(
            "SLUICE_MASK_KEY_FILE",
            "",
            Parsers.optional(Places::maskKeyFile),
            "A file that holds that key instead; one line break at its end does not count.");
    static final Variable<Integer> JSON_MAX_BYTES = variable(
            "SLUICE_JSON_MAX_BYTES",
            "16MiB",
            Quantities.bytesBetween("1KiB", "64MiB"),
            "Largest JSON document, of a transaction or a lookup row, and largest Avro record of one with arrays or maps, 1KiB to 64MiB. A transaction over this or one of"
                    + " the next three is dead-lettered; a row counts as missing.");
    static final Variable<Integer> JSON_MAX_DEPTH = variable(
            "SLUICE_JSON_MAX_DEPTH",
            "64",
            Quantities.between(1, 1_000),
            "Deepest nesting of objects and arrays in a JSON document, itself included, 1 to 1000.");
    static final Variable<Integer> JSON_MAX_STRING_BYTES = variable(
            "SLUICE_JSON_MAX_STRING_BYTES",
            "1MiB",
            Quantities.bytesBetween("1", "64MiB"),
            "Longest string in a JSON document, as it is written, escapes and all, 1 to 64MiB.");
    static final Variable<Integer> JSON_MAX_NUMBER_BYTES = variable(
            "SLUICE_JSON_MAX_NUMBER_BYTES",
            "1000",
            Quantities.bytesBetween("1", "10000"),
            "Longest number in a JSON document, as it is written, in a string as well, 1 to 10000 bytes.");
    static final Variable<String> RETRY_TOPIC = variable(
            "SLUICE_RETRY_TOPIC",
            Variable.APPLICATION_ID + ".retries",
            Parsers::topic,
            "Where records wait for their next attempt.");
    static final Variable<String> DEAD_LETTER_TOPIC = variable(
            "SLUICE_DEAD_LETTER_TOPIC",
            Variable.APPLICATION_ID + ".dead-letters",
            Parsers::topic,
            "Where records end that can never be converted, with the reason in their headers.");
    static final Variable<String> REPLAY_TOPIC = variable(
            "SLUICE_REPLAY_TOPIC",
            Variable.APPLICATION_ID + ".replays",
            Parsers::topic,
            "Where `sluice dlq replay` marks which dead letters it has replayed; a compacted topic, which it creates.");
    static final Variable<String> MANIFEST_TOPIC = variable(
            "SLUICE_MANIFEST_TOPIC",
            Variable.APPLICATION_ID + ".manifest",
            Parsers::topic,
            "Where each landed object is announced, exactly once.");
    static final Variable<Map<String, String>> LOOKUPS = variable(
            "SLUICE_LOOKUPS",
            "",
            Parsers::lookups,
            "Lookup tables and the compacted topics that feed them: `name=topic`, separated by commas.");
    static final Variable<RetryPolicy> RETRY_BACKOFFS = variable(
            "SLUICE_RETRY_BACKOFFS",
            "10s,1m,10m",
            Parsers::retryPolicy,
            "The delay before each retry, in order; then the record is dead-lettered. `none` for no retries.");
    static final Variable<TombstonePolicy> TOMBSTONES = variable(
            "SLUICE_TOMBSTONES",
            "dead-letter",
            Parsers::tombstones,
            "What becomes of a record whose value is null: `dead-letter`, or `ignore`, and then it goes nowhere but"
                    + " into a metric.");

    static final Variable<Long> ROTATE_RECORDS = variable(
            "SLUICE_ROTATE_RECORDS", "1000000", Quantities::count, "An object is sealed at this many records.");
    static final Variable<Long> ROTATE_BYTES = variable(
            "SLUICE_ROTATE_BYTES",
            "128MiB",
            Quantities.bytesUpTo("4GiB", "an object is one PUT, of which S3 takes no more than 5 GiB"),
            "An object is sealed at this size, compressed, at most 4GiB: it is one PUT, of which S3 takes no more than"
                    + " 5 GiB.");
    static final Variable<Duration> ROTATE_AGE = variable(
            "SLUICE_ROTATE_AGE",
            "5m",
            Quantities::duration,
            "An object is sealed this long after its first record, also if no more records come.");
    static final Variable<String> PARTITION_PATH = variable(
            "SLUICE_PARTITION_PATH",
            "'date='yyyy-MM-dd'/hour='HH",
            Places::partitionPath,
            "Folders by event time, as a pattern of Java's `DateTimeFormatter`.");
    static final Variable<ZoneId> PARTITION_TIME_ZONE = variable(
            "SLUICE_PARTITION_TIME_ZONE",
            "UTC",
            Places::zone,
            "The time zone of those folders: `UTC`, `Europe/Zurich`.");
    static final Variable<BlockCodec> CODEC = variable(
            "SLUICE_CODEC",
            "zstandard",
            Parsers::codec,
            "Compression within the objects: `zstandard`, `deflate` (either with a level: `zstandard:3`), `snappy` or `null`.");
    static final Variable<Integer> BLOCK_BYTES = variable(
            "SLUICE_BLOCK_BYTES",
            "256KiB",
            Quantities.bytesBetween("4KiB", "16MiB"),
            "Size of one Avro block before compression, 4KiB to 16MiB.");
    static final Variable<Long> BUFFER_BYTES = variable(
            "SLUICE_BUFFER_BYTES",
            "64MiB",
            Quantities::bytes,
            "Bound on the memory of all open blocks; over it, the largest are compressed early.");

    static final Variable<Long> BACKLOG_BYTES = variable(
            "SLUICE_BACKLOG_BYTES",
            "4GiB",
            Quantities::bytes,
            "Bound on what the block stores hold, on disk: over it, batches are sealed early; once as much waits for"
                    + " S3, intake pauses.");

    static final Variable<Integer> MAX_BATCHES = variable(
            "SLUICE_MAX_BATCHES",
            "20000",
            Quantities.between(100, 1_000_000),
            "Bound on the number of open batches, one for each partition path of each input partition, at up to 1 KiB of"
                    + " memory: over it, the oldest are sealed early. Once as many wait for S3, intake pauses. 100 to"
                    + " 1000000.");

    static final Variable<String> S3_BUCKET =
            required("SLUICE_S3_BUCKET", Places::bucket, "The bucket that objects land in.");
    static final Variable<String> S3_PREFIX = variable(
            "SLUICE_S3_PREFIX",
            "",
            Places::objectPrefix,
            "What all object keys begin with, without slashes at its ends.");
    static final Variable<Optional<URI>> S3_ENDPOINT = variable(
            "SLUICE_S3_ENDPOINT", "", Parsers.optional(Places::endpoint), "URL of an S3 that is not AWS's own.");
    static final Variable<Optional<String>> S3_REGION = variable(
            "SLUICE_S3_REGION", "", Parsers.optional(Function.identity()), "The region; else the AWS SDK finds it.");
    static final Variable<Boolean> S3_PATH_STYLE = variable(
            "SLUICE_S3_PATH_STYLE",
            "false",
            Parsers::flag,
            "Whether the bucket is part of the path and not of the host name, as most other S3 servers want it.");
    static final Variable<Duration> S3_REQUEST_TIMEOUT = variable(
            "SLUICE_S3_REQUEST_TIMEOUT", "60s", Quantities::duration, "Bound on one attempt at one S3 request.");
    static final Variable<Optional<String>> S3_BUCKET_OWNER = variable(
            "SLUICE_S3_BUCKET_OWNER",
            "",
            Parsers.optional(S3Parsers::account),
            "The 12 digits of the AWS account that must own the bucket; S3 refuses every request to another's.");
    static final Variable<Optional<String>> S3_ENCRYPTION = variable(
            "SLUICE_S3_ENCRYPTION",
            "",
            Parsers.optional(Parsers.oneOf("AES256", "aws:kms", "aws:kms:dsse")),
            "How S3 encrypts the objects: `AES256` (SSE-S3), `aws:kms` (SSE-KMS) or `aws:kms:dsse`; else as the bucket"
                    + " says.");
    static final Variable<Optional<String>> S3_KMS_KEY_ID = variable(
            "SLUICE_S3_KMS_KEY_ID",
            "",
            Parsers.optional(S3Parsers::kmsKeyId),
            "The KMS key's id, ARN or alias; else AWS's own for S3.");
    static final Variable<Optional<String>> S3_STORAGE_CLASS = variable(
            "SLUICE_S3_STORAGE_CLASS",
            "",
            Parsers.optional(S3Parsers::storageClass),
            "The objects' storage class: `INTELLIGENT_TIERING`, `STANDARD_IA`, or one of the server's own.");
    static final Variable<Optional<String>> S3_ACL = variable(
            "SLUICE_S3_ACL",
            "",
            Parsers.optional(Parsers.oneOf("private", "bucket-owner-read", "bucket-owner-full-control")),
            "The objects' canned ACL, for a bucket of another account that has not switched ACLs off: `private`,"
                    + " `bucket-owner-read` or `bucket-owner-full-control`.");
    static final Variable<Map<String, String>> S3_TAGS = variable(
            "SLUICE_S3_TAGS",
            "",
            S3Parsers::tags,
            "The objects' tags: `name=value`, separated by commas, at most 10. They are no secret.");
    static final Variable<Optional<Checksums>> S3_CHECKSUMS = variable(
            "SLUICE_S3_CHECKSUMS",
            "",
            Parsers.optional(S3Parsers::checksums),
            "When the SDK uses checksums of its own: `when-supported`, or `when-required` for servers that do not know"
                    + " them; else as the SDK's own settings say. Objects always carry their CRC-32C.");
    static final Variable<Integer> UPLOAD_THREADS = variable(
            "SLUICE_UPLOAD_THREADS", "4", Quantities.between(1, 64), "Objects uploaded at the same time, 1 to 64.");

    static final Variable<InetSocketAddress> HTTP_ADDRESS = variable(
            "SLUICE_HTTP_ADDRESS",
            "127.0.0.1:8080",
            Places::address,
            "Where metrics and health are served. Port 0 is any free one; `0.0.0.0:8080` is every interface.");
    static final Variable<Path> STATE_DIRECTORY = variable(
            "SLUICE_STATE_DIRECTORY",
            "state",
            Places::directory,
            "Local state. It may be lost at any time: it is rebuilt from Kafka.");
    static final Variable<Duration> SHUTDOWN_TIMEOUT = variable(
            "SLUICE_SHUTDOWN_TIMEOUT", "30s", Quantities::duration, "How long a clean stop may take after SIGTERM.");
    static final Variable<String> LOG_FORMAT = variable(
            "SLUICE_LOG_FORMAT", "plain", Parsers.oneOf("plain", "json"), "Lines for people, `plain`, or `json`.");
    static final Variable<String> LOG_LEVEL = variable(
            "SLUICE_LOG_LEVEL",
            "INFO",
            Parsers.oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR"),
            "Least level of Sluice's own log lines, `TRACE` to `ERROR`.");
    static final Variable<String> LOG_LEVEL_LIBRARIES = variable(
            "SLUICE_LOG_LEVEL_LIBRARIES",
            "WARN",
            Parsers.oneOf("INFO", "WARN", "ERROR"),
            "Least level of the libraries' log lines, `INFO` to `ERROR`; below, they would show what they carry.");

    private Variables() {}

    static List<Variable<?>> all() {
        return List.copyOf(DECLARED);
    }

    private static <T> Variable<T> required(String name, Function<String, T> parser, String doc) {
        return declare(new Variable<>(name, null, parser, doc));
    }

    private static <T> Variable<T> variable(String name, String defaultText, Function<String, T> parser, String doc) {
        return declare(new Variable<>(name, defaultText, parser, doc));
    }

    private static <T> Variable<T> declare(Variable<T> variable) {
        DECLARED.add(variable);
        return variable;
    }
}
