package dev.sluice.http;

import java.util.List;

/**
 * The answer to one health question.
 *
 * @param reasons why it is not ok, for people; never a payload or a secret
 */
public record Health(boolean ok, List<String> reasons) {

    public static final Health OK = new Health(true, List.of());

    public Health {
        reasons = List.copyOf(reasons);
        if (ok && !reasons.isEmpty()) {
            throw new IllegalArgumentException("ok, with reasons why not: " + reasons);
        }
    }
}
