package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** For any schema and any values: the bytes are those that Avro's own writer gives for the same data. */
class AvroPropertiesTest {

    private static final int DEPTH = 3;

    /** A schema, and records of it in JSON. */
    record Case(RecordType type, List<Sample> samples, Layout layout) {

        String schema() {
            return type.schema("R");
        }

        @Override
        public String toString() {
            return schema()
                    + samples.stream()
                            .map(sample -> "\n" + new String(layout.write(sample.json()), StandardCharsets.UTF_8))
                            .toList();
        }
    }

    /** Cases of so many records each. */
    static Arbitrary<Case> cases(int least, int most) {
        return RecordType.any(DEPTH)
                .flatMap(type -> Combinators.combine(
                                type.samples("").list().ofMinSize(least).ofMaxSize(most), Layout.any())
                        .as((samples, layout) -> new Case(type, samples, layout)));
    }

    @Provide
    Arbitrary<Case> cases() {
        return cases(1, 4);
    }

    @Property
    void bytes_areThoseOfAvrosWriter(@ForAll("cases") Case any) throws Exception {
        MappingFixture fixture = MappingFixture.ofSchema(any.schema());
        for (Sample sample : any.samples()) {
            assertThat(fixture.convertToBytes(any.layout().write(sample.json())))
                    .isEqualTo(write(sample, fixture.mapping));
        }
    }

    @Property
    void bytes_areTheSameWhateverElseIsInTheDocument(@ForAll("cases") Case any) throws Exception {
        MappingFixture fixture = MappingFixture.ofSchema(any.schema());
        for (Sample sample : any.samples()) {
            assertThat(fixture.convertToBytes(any.layout().write(sample.json())))
                    .isEqualTo(fixture.convertToBytes(Layout.PLAIN.write(sample.json())));
        }
    }

    static byte[] write(Sample sample, Mapping mapping) throws IOException {
        Schema schema = new Schema.Parser().parse(mapping.writerSchema());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(sample.avro().apply(schema), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
