package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AvroFormatTest extends ObjectFormatContract {

    @Override
    ObjectFormat format() {
        return ObjectFormats.AVRO;
    }

    @Test
    void format_isNamedWithTheRemedyWhenThisVersionHasNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectFormats.named("orc"))
                .withMessageContainingAll("orc", "[avro]", "run a version that has it");
    }
}
