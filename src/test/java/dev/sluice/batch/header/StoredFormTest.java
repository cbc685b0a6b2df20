package dev.sluice.batch.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoredFormTest {

    private static final StoredForm THIRD = new StoredForm("thing", 3, 2, 2, "let it go");

    @Test
    void form_isReadByItselfAndByVersionsItNames() throws IOException {
        assertThat(read(THIRD, 3, 2)).isEqualTo(3);
        assertThat(read(THIRD, 2, 1)).as("an earlier one").isEqualTo(2);
        assertThat(read(THIRD, 5, 3)).as("a later one that only adds").isEqualTo(5);
    }

    @Test
    void form_isRefusedWithTheRemedyWhenItIsTooOld() {
        assertThatIllegalStateException()
                .isThrownBy(() -> read(THIRD, 1, 1))
                .withMessageContainingAll("thing", "form 1", "forms 2 to 3", "let it go");
    }

    @Test
    void form_isRefusedWithTheRemedyWhenALaterVersionChangedIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> read(THIRD, 5, 4))
                .withMessageContainingAll("thing", "form 5", "later version", "run that version again");
    }

    private static int read(StoredForm reader, int version, int readableSince) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new StoredForm("thing", version, readableSince, 1, "").begin(new DataOutputStream(bytes));
        return reader.require(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
