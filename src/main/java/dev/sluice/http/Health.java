package dev.sluice.http;

import java.util.List;

/**
 * One answer to a health question.
 *
 * @param reasons why it is so, for a person to read; never a payload or a secret
 */
public record Health(boolean ok, List<String> reasons) {

    public static final Health OK = new Health(true, List.of());

    public Health {
        reasons = List.copyOf(reasons);
    }
}
