package dev.sluice.config;

import dev.sluice.objectstore.S3Options.Checksums;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Parsers of values in S3's own notation. */
final class S3Parsers {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern KMS_KEY = Pattern.compile("[A-Za-z0-9:/_-]{1,2048}");
    private static final Pattern STORAGE_CLASS = Pattern.compile("[A-Z][A-Z0-9_-]{0,63}");

    /** The characters that S3 accepts in tags (S3 User Guide, "Categorizing your storage using tags"), without '='. */
    private static final String TAG_CHARACTERS = "[\\p{L}\\p{N} +._:/@-]";

    private static final Pattern TAG_NAME = Pattern.compile("(?!aws:)" + TAG_CHARACTERS + "{1,128}");
    private static final Pattern TAG_VALUE = Pattern.compile(TAG_CHARACTERS + "{0,256}");
    private static final int MAX_TAGS = 10;

    private S3Parsers() {}

    static String account(String text) {
        return matching(ACCOUNT, text, "it must be the 12 digits of an AWS account's id");
    }

    static String kmsKeyId(String text) {
        return matching(KMS_KEY, text, "it must be the id, the ARN or the alias (alias/NAME) of a KMS key");
    }

    static String storageClass(String text) {
        return matching(STORAGE_CLASS, text, "it must be a storage class in S3's own spelling, such as STANDARD_IA");
    }

    static Checksums checksums(String text) {
        String choice = Parsers.oneOf("when-supported", "when-required").apply(text);
        return Checksums.valueOf(choice.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static Map<String, String> tags(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return tags;
        }
        for (String entry : Parsers.listOf(Function.<String>identity()).apply(text)) {
            String[] nameAndValue = entry.split("=", -1);
            if (nameAndValue.length != 2
                    || !TAG_NAME.matcher(nameAndValue[0]).matches()
                    || !TAG_VALUE.matcher(nameAndValue[1]).matches()) {
                throw new IllegalArgumentException(
                        "it must be name=value, separated by commas, each of letters, digits, spaces and + . _ : / @ -,"
                                + " a name of 1 to 128 characters that does not begin with aws:, a value of at most 256");
            }
            if (tags.put(nameAndValue[0], nameAndValue[1]) != null) {
                throw new IllegalArgumentException("tag " + nameAndValue[0] + " has two values; name each tag once");
            }
        }
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException("it has " + tags.size() + " tags; S3 accepts at most " + MAX_TAGS);
        }
        return tags;
    }

    private static String matching(Pattern pattern, String text, String expectation) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(expectation);
        }
        return text;
    }
}
