package dev.sluice.config;

import dev.sluice.batch.block.BlockCodec;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.failure.TombstonePolicy;
import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.objectstore.S3Options.Checksums;
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
            SettingNames.INPUT_TOPICS,
            Parsers.listOf(Parsers::topic),
            "The topics with the JSON transactions, separated by commas.");
    static final Variable<String> APPLICATION_ID = variable(
            SettingNames.APPLICATION_ID,
            "sluice",
            Parsers::topic,
            "The name of the consumer group and the prefix of all internal topics. Another name is a new application, which"
                    + " starts from the beginning.");
    static final Variable<Path> SCHEMA_FILE = variable(
            SettingNames.SCHEMA_FILE,
            "avro-schemas/transaction.avsc",
            Places::readableFile,
            "The Avro schema of the objects; its `etl` attributes are the mapping.");
    static final Variable<Optional<MaskKey>> MASK_KEY = variable(
            "SLUICE_MASK_KEY",
            "",
            Parsers.optional(MaskKey::of),
            "The secret key of the mask `hmac-sha256`, at least 16 bytes. Prefer a file.");
    static final Variable<Optional<MaskKey>> MASK_KEY_FILE = variable(
            "SLUICE_MASK_KEY_FILE",
            "",
            Parsers.optional(Places::maskKeyFile),
            "A file that holds the mask key instead; one line break at its end is ignored.");
    static final Variable<Integer> JSON_MAX_BYTES = variable(
            "SLUICE_JSON_MAX_BYTES",
            "16MiB",
            Quantities.bytesBetween("1KiB", "64MiB"),
            "The largest JSON document, of a transaction or a lookup row, and the largest Avro record with arrays or maps,"
                    + " 1KiB to 64MiB. A transaction over this limit or one of the next three is dead-lettered; a lookup"
                    + " row counts as missing.");
    static final Variable<Integer> JSON_MAX_DEPTH = variable(
            "SLUICE_JSON_MAX_DEPTH",
            "64",
            Quantities.between(1, 1_000),
            "The deepest nesting of objects and arrays in a JSON document, itself included, 1 to 1000.");
    static final Variable<Integer> JSON_MAX_STRING_BYTES = variable(
            "SLUICE_JSON_MAX_STRING_BYTES",
            "1MiB",
            Quantities.bytesBetween("1", "64MiB"),
            "The longest string in a JSON document, as written, escapes included, 1 to 64MiB.");
    static final Variable<Integer> JSON_MAX_NUMBER_BYTES = variable(
            "SLUICE_JSON_MAX_NUMBER_BYTES",
            "1000",
            Quantities.bytesBetween("1", "10000"),
            "The longest number in a JSON document, as written, also within a string, 1 to 10000 bytes.");
    static final Variable<String> RETRY_TOPIC = variable(
            "SLUICE_RETRY_TOPIC",
            Variable.APPLICATION_ID + ".retries",
            Parsers::topic,
            "The topic where records wait for their next attempt.");
    static final Variable<String> DEAD_LETTER_TOPIC = variable(
            "SLUICE_DEAD_LETTER_TOPIC",
            Variable.APPLICATION_ID + ".dead-letters",
            Parsers::topic,
            "The topic of records that cannot be converted, with the reason in their headers.");
    static final Variable<String> REPLAY_TOPIC = variable(
            "SLUICE_REPLAY_TOPIC",
            Variable.APPLICATION_ID + ".replays",
            Parsers::topic,
            "The compacted topic where `sluice dlq replay` marks the dead letters that it has replayed. It creates the topic.");
    static final Variable<String> MANIFEST_TOPIC = variable(
            "SLUICE_MANIFEST_TOPIC",
            Variable.APPLICATION_ID + ".manifest",
            Parsers::topic,
            "The topic with one manifest entry for each landed object, exactly once.");
    static final Variable<Map<String, String>> LOOKUPS = variable(
            SettingNames.LOOKUPS,
            "",
            Parsers::lookups,
            "Lookup tables and the compacted topics that they are read from: `name=topic`, separated by commas.");
    static final Variable<RetryPolicy> RETRY_BACKOFFS = variable(
            "SLUICE_RETRY_BACKOFFS",
            "10s,1m,10m",
            Parsers::retryPolicy,
            "The delay before each retry, in order. After the last attempt the record is dead-lettered. `none` for no retries.");
    static final Variable<TombstonePolicy> TOMBSTONES = variable(
            "SLUICE_TOMBSTONES",
            "dead-letter",
            Parsers::tombstones,
            "What happens to a record whose value is null: `dead-letter`, or `ignore`, which only counts it in a metric.");

    static final Variable<Long> ROTATE_RECORDS = variable(
            "SLUICE_ROTATE_RECORDS", "1000000", Quantities::count, "The number of records at which a batch is sealed.");
    static final Variable<Long> ROTATE_BYTES = variable(
            "SLUICE_ROTATE_BYTES",
            "128MiB",
            Quantities.bytesUpTo("4GiB", "an object is one PUT, and S3 accepts at most 5 GiB in one"),
            "The compressed size at which a batch is sealed, at most 4GiB: an object is one PUT, and S3 accepts at most"
                    + " 5 GiB in one.");
    static final Variable<Duration> ROTATE_AGE = variable(
            "SLUICE_ROTATE_AGE",
            "5m",
            Quantities::duration,
            "The time after its first record at which a batch is sealed, also when no more records arrive.");
    static final Variable<String> FOLDER = variable(
            "SLUICE_FOLDER",
            "'date='yyyy-MM-dd'/hour='HH",
            Places::folderPattern,
            "The folder of each object by event time, as a pattern of Java's `DateTimeFormatter`.");
    static final Variable<ZoneId> FOLDER_TIME_ZONE = variable(
            "SLUICE_FOLDER_TIME_ZONE", "UTC", Places::zone, "The time zone of the folders: `UTC`, `Europe/Zurich`.");
    static final Variable<BlockCodec> CODEC = variable(
            "SLUICE_CODEC",
            "zstandard",
            Parsers::codec,
            "The compression within the objects: `zstandard`, `deflate` (either with a level: `zstandard:3`), `snappy` or `null`.");
    static final Variable<Integer> BLOCK_BYTES = variable(
            "SLUICE_BLOCK_BYTES",
            "256KiB",
            Quantities.bytesBetween("4KiB", "16MiB"),
            "The size of one Avro block before compression, 4KiB to 16MiB.");
    static final Variable<Long> BUFFER_BYTES = variable(
            "SLUICE_BUFFER_BYTES",
            "64MiB",
            Quantities::bytes,
            "The limit on the memory of all open blocks. Above it, the largest are compressed early.");

    static final Variable<Long> BACKLOG_BYTES = variable(
            "SLUICE_BACKLOG_BYTES",
            "4GiB",
            Quantities::bytes,
            "The limit on the bytes in the block stores, on disk. Above it, batches are sealed early. Intake pauses while"
                    + " as much waits for S3.");

    static final Variable<Integer> MAX_BATCHES = variable(
            "SLUICE_MAX_BATCHES",
            "20000",
            Quantities.between(100, 1_000_000),
            "The limit on open batches, 100 to 1000000. There is one for each folder of each input partition, with up to"
                    + " 1 KiB of memory. Above the limit, the oldest are sealed early. Intake pauses while as many wait"
                    + " for S3.");

    static final Variable<String> S3_BUCKET =
            required("SLUICE_S3_BUCKET", Places::bucket, "The bucket where objects land.");
    static final Variable<String> S3_PREFIX = variable(
            "SLUICE_S3_PREFIX",
            "",
            Places::objectPrefix,
            "The beginning of all object keys, without slashes at its ends.");
    static final Variable<Optional<URI>> S3_ENDPOINT = variable(
            SettingNames.S3_ENDPOINT,
            "",
            Parsers.optional(Places::endpoint),
            "The URL of an S3 server other than AWS.");
    static final Variable<Optional<String>> S3_REGION = variable(
            "SLUICE_S3_REGION",
            "",
            Parsers.optional(Function.identity()),
            "The region. Default: the AWS SDK's own chain.");
    static final Variable<Boolean> S3_PATH_STYLE = variable(
            "SLUICE_S3_PATH_STYLE",
            "false",
            Parsers::flag,
            "Whether the bucket is part of the path instead of the host name, as most S3 servers other than AWS require.");
    static final Variable<Duration> S3_REQUEST_TIMEOUT = variable(
            "SLUICE_S3_REQUEST_TIMEOUT", "60s", Quantities::duration, "The time-out of one attempt of one S3 request.");
    static final Variable<Optional<String>> S3_BUCKET_OWNER = variable(
            "SLUICE_S3_BUCKET_OWNER",
            "",
            Parsers.optional(S3Parsers::account),
            "The 12 digits of the AWS account that must own the bucket. S3 refuses requests to a bucket of another account.");
    static final Variable<Optional<String>> S3_ENCRYPTION = variable(
            "SLUICE_S3_ENCRYPTION",
            "",
            Parsers.optional(Parsers.oneOf("AES256", "aws:kms", "aws:kms:dsse")),
            "The encryption of the objects: `AES256` (SSE-S3), `aws:kms` (SSE-KMS) or `aws:kms:dsse`. Default: the"
                    + " bucket's own.");
    static final Variable<Optional<String>> S3_KMS_KEY_ID = variable(
            "SLUICE_S3_KMS_KEY_ID",
            "",
            Parsers.optional(S3Parsers::kmsKeyId),
            "The id, ARN or alias of the KMS key. Default: the key that AWS manages for S3.");
    static final Variable<Optional<String>> S3_STORAGE_CLASS = variable(
            "SLUICE_S3_STORAGE_CLASS",
            "",
            Parsers.optional(S3Parsers::storageClass),
            "The storage class of the objects: `INTELLIGENT_TIERING`, `STANDARD_IA`, or one that the server defines.");
    static final Variable<Optional<String>> S3_ACL = variable(
            "SLUICE_S3_ACL",
            "",
            Parsers.optional(Parsers.oneOf("private", "bucket-owner-read", "bucket-owner-full-control")),
            "The canned ACL of the objects, for a bucket of another account with ACLs enabled: `private`,"
                    + " `bucket-owner-read` or `bucket-owner-full-control`.");
    static final Variable<Map<String, String>> S3_TAGS = variable(
            "SLUICE_S3_TAGS",
            "",
            S3Parsers::tags,
            "The tags of the objects: `name=value`, separated by commas, at most 10. They are not secret.");
    static final Variable<Optional<Checksums>> S3_CHECKSUMS = variable(
            "SLUICE_S3_CHECKSUMS",
            "",
            Parsers.optional(S3Parsers::checksums),
            "When the AWS SDK adds checksums of its own: `when-supported`, or `when-required` for servers that do not know"
                    + " them. Default: the SDK's own settings. Objects always carry their CRC-32C.");
    static final Variable<Integer> UPLOAD_THREADS = variable(
            "SLUICE_UPLOAD_THREADS",
            "4",
            Quantities.between(1, 64),
            "The number of objects uploaded at the same time, 1 to 64.");

    static final Variable<InetSocketAddress> HTTP_ADDRESS = variable(
            SettingNames.HTTP_ADDRESS,
            "127.0.0.1:8080",
            Places::address,
            "The address of metrics, status and health. Port 0 is any free port; `0.0.0.0:8080` is every interface.");
    static final Variable<Path> STATE_DIRECTORY = variable(
            SettingNames.STATE_DIRECTORY,
            "state",
            Places::directory,
            "The directory of local state. It may be lost at any time: it is rebuilt from Kafka.");
    static final Variable<Duration> SHUTDOWN_TIMEOUT = variable(
            SettingNames.SHUTDOWN_TIMEOUT,
            "30s",
            Quantities::duration,
            "The longest time of a clean stop after SIGTERM.");
    static final Variable<String> LOG_FORMAT = variable(
            "SLUICE_LOG_FORMAT",
            "plain",
            Parsers.oneOf("plain", "json"),
            "The format of log lines: `plain` for people, or `json`.");
    static final Variable<String> LOG_LEVEL = variable(
            "SLUICE_LOG_LEVEL",
            "INFO",
            Parsers.oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR"),
            "The lowest level of Sluice's own log lines, `TRACE` to `ERROR`.");
    static final Variable<String> LOG_LEVEL_LIBRARIES = variable(
            "SLUICE_LOG_LEVEL_LIBRARIES",
            "WARN",
            Parsers.oneOf("INFO", "WARN", "ERROR"),
            "The lowest level of the libraries' log lines, `INFO` to `ERROR`. Below `INFO` they would log payloads.");

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
