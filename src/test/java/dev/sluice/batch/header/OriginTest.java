package dev.sluice.batch.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "transactions.avsc, transactions",
        "Card_Payments.v2.avsc, card-payments-v2",
        "plain, plain",
        ".avsc, -avsc",
        "Zürich.avsc, z-rich"
    })
    void pipeline_isTheSchemaFilesNameInLettersDigitsAndHyphens(String file, String pipeline) {
        assertThat(Origin.pipelineOf(file)).isEqualTo(pipeline);
        new Origin(pipeline, "t", null, new Folder(""));
    }

    @Test
    void pipeline_isCutWhenTheFilesNameIsLong() {
        assertThat(Origin.pipelineOf("a".repeat(100) + ".avsc")).hasSize(63);
    }

    @Test
    void pipeline_isRefusedWhenItIsNoName() {
        for (String name : new String[] {"", "A", "a_b", "a".repeat(64)}) {
            assertThatIllegalArgumentException().as(name).isThrownBy(() -> new Origin(name, "t", null, new Folder("")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INT, 01",
        "INT, 2147483648",
        "LONG, 1.0",
        "BOOLEAN, yes",
        "DATE, 2026-02-30",
        "DATE, 20.11.2026",
        "UUID, 1-1-1-1-1"
    })
    void folderValue_isRefusedWhenItsTextIsNotOfItsType(FolderValue.Type type, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FolderValue("country", type, text))
                .withMessageContaining("country")
                .withMessageNotContaining(text);
    }
}
