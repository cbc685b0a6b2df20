package dev.sluice.mapping.source;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code "template"}: texts and the values at pointers, one after the other; absent if one of the values is.
 *
 * @param texts around the pointers: one more than there are pointers
 */
record Template(List<String> texts, List<JsonPointer> pointers) implements SourceSpec {

    static final EtlPart<SourceSpec> KIND = new EtlPart<>(List.of("template"), Template::read);

    Template {
        texts = List.copyOf(texts);
        pointers = List.copyOf(pointers);
    }

    private static Optional<Template> read(EtlWords words) {
        String written = words.text("template", "a text such as \"{/first} {/last}\"");
        if (written == null) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        List<JsonPointer> pointers = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            boolean isDouble = i + 1 < written.length() && written.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && isDouble) {
                text.append(c);
                i++;
            } else if (c == '{') {
                int close = written.indexOf('}', i);
                JsonPointer pointer = close < 0 ? null : words.pointer("template", written.substring(i + 1, close));
                if (pointer == null) {
                    words.problem(
                            "etl's \"template\" has a brace without a pointer and its end; write {/name}, or {{ and"
                                    + " }} for braces");
                    return Optional.empty();
                }
                pointers.add(pointer);
                texts.add(text.toString());
                text.setLength(0);
                i = close;
            } else if (c == '}') {
                words.problem("etl's \"template\" closes a brace that it did not open; write }} for a brace");
                return Optional.empty();
            } else {
                text.append(c);
            }
        }
        texts.add(text.toString());
        if (pointers.isEmpty()) {
            words.problem("etl's \"template\" names no pointer; write {/name}, or use \"constant\"");
            return Optional.empty();
        }
        return Optional.of(new Template(texts, pointers));
    }

    @Override
    public String describe(String start) {
        return pointers.stream()
                .map(pointer -> start + pointer)
                .collect(Collectors.joining(" and ", "template of ", ""));
    }

    @Override
    public boolean isComputed() {
        return true;
    }

    @Override
    public void checkFit(TargetField field) {
        field.require(field.writer().takes(Value.STRING));
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        List<byte[]> literals = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        List<ValueSource> parts = pointers.stream()
                .map(pointer -> new AtPointers(List.of(pointer)).compile(scope, path))
                .toList();
        return new Fill(literals, parts, path);
    }

    private static final class Fill implements ValueSource {
        private final List<byte[]> texts;
        private final List<ValueSource> parts;
        private final String path;

        Fill(List<byte[]> texts, List<ValueSource> parts, String path) {
            this.texts = texts;
            this.parts = parts;
            this.path = path;
        }

        @Override
        public void read(ConversionContext context, Value into) throws RecordRefusedException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < parts.size(); i++) {
                out.writeBytes(texts.get(i));
                parts.get(i).read(context, into);
                if (into.isNothing()) {
                    context.missing(this, parts.get(i));
                    into.setNothing(Value.ABSENT);
                    return;
                }
                append(context, parts.get(i), into, out);
            }
            out.writeBytes(texts.get(parts.size()));
            byte[] text = out.toByteArray();
            into.set(Value.STRING, text, 0, text.length);
        }

        private void append(ConversionContext context, ValueSource part, Value value, ByteArrayOutputStream out)
                throws RecordRefusedException {
            switch (value.kind()) {
                case Value.STRING, Value.NUMBER, Value.TRUE, Value.FALSE -> {
                    context.toText(value);
                    out.write(value.bytes(), value.offset(), value.length());
                }
                default ->
                    throw new RecordRefusedException(
                            value.kind() == Value.BROKEN_STRING ? FailureReason.INVALID_TEXT : FailureReason.WRONG_TYPE,
                            path,
                            path + ": " + part + " of its template is " + value.shape()
                                    + "; send a string, a number or a boolean");
            }
        }

        @Override
        public String toString() {
            return "a template";
        }
    }
}
