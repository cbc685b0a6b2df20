package dev.sluice.config;

import static dev.sluice.config.LeastSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.objectstore.ObjectOptions;
import dev.sluice.objectstore.S3Options;
import dev.sluice.objectstore.S3Options.Checksums;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What objects are put with, and where. */
class S3SettingsTest {

    @Test
    void options_areTheBucketsWhenNothingIsSet() {
        S3Options s3 = settings(Map.of()).landing().s3();

        assertThat(s3.objects()).isEqualTo(ObjectOptions.OF_BUCKET);
        assertThat(s3.owner()).isNull();
        assertThat(s3.endpoint().checksums()).isNull();
    }

    @Test
    void options_areWhatIsSet() {
        S3Options s3 = settings(Map.of(
                        "SLUICE_S3_BUCKET_OWNER", "123456789012",
                        "SLUICE_S3_ENCRYPTION", "aws:kms",
                        "SLUICE_S3_KMS_KEY_ID", "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef",
                        "SLUICE_S3_STORAGE_CLASS", "STANDARD_IA",
                        "SLUICE_S3_ACL", "bucket-owner-full-control",
                        "SLUICE_S3_TAGS", "team=payments, data=personal/pan",
                        "SLUICE_S3_CHECKSUMS", "when-required"))
                .landing()
                .s3();

        assertThat(s3.owner()).isEqualTo("123456789012");
        assertThat(s3.endpoint().checksums()).isEqualTo(Checksums.WHEN_REQUIRED);
        assertThat(s3.objects())
                .isEqualTo(new ObjectOptions(
                        "aws:kms",
                        "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef",
                        "STANDARD_IA",
                        "bucket-owner-full-control",
                        Map.of("team", "payments", "data", "personal/pan")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SLUICE_S3_BUCKET_OWNER  | 1234                   | 12 digits
                    SLUICE_S3_ENCRYPTION    | kms                    | one of AES256, aws:kms, aws:kms:dsse
                    SLUICE_S3_STORAGE_CLASS | standard-ia            | S3's own spelling
                    SLUICE_S3_ACL           | public-read            | one of private, bucket-owner-read
                    SLUICE_S3_TAGS          | team                   | name=value
                    SLUICE_S3_TAGS          | aws:team=payments      | does not begin with aws:
                    SLUICE_S3_TAGS          | a=1,a=2                | tag a has two values
                    SLUICE_S3_TAGS          | a=,b=,c=,d=,e=,f=,g=,h=,i=,j=,k= | at most 10
                    SLUICE_S3_CHECKSUMS     | never                  | one of when-supported, when-required
                    SLUICE_S3_KMS_KEY_ID    | a key                  | id, the ARN or the alias
                    SLUICE_S3_KMS_KEY_ID    | alias/lake             | unless the encryption is aws:kms
                    """)
    void setting_isRefusedWithWhatItMustBe(String name, String value, String expectation) {
        SettingsException refusal = catchThrowableOfType(SettingsException.class, () -> settings(Map.of(name, value)));

        assertThat(refusal.problems()).singleElement().asString().contains(name, expectation);
    }
}
