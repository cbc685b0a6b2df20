package dev.sluice.testing;

import java.time.ZoneOffset;
import java.util.List;

/** A city where generated transactions happen, with the offset that its terminals write into timestamps. */
record Place(String city, String country, ZoneOffset offset) {

    static final List<Place> ALL = List.of(
            new Place("Hamburg", "DE", ZoneOffset.ofHours(1)),
            new Place("Zürich", "CH", ZoneOffset.ofHours(1)),
            new Place("Kraków", "PL", ZoneOffset.ofHours(1)),
            new Place("Leeds", "GB", ZoneOffset.UTC),
            new Place("Malmö", "SE", ZoneOffset.ofHours(1)),
            new Place("Boston", "US", ZoneOffset.ofHours(-5)),
            new Place("São Paulo", "BR", ZoneOffset.ofHours(-3)),
            new Place("Pune", "IN", ZoneOffset.ofHoursMinutes(5, 30)),
            new Place("大阪", "JP", ZoneOffset.ofHours(9)));
}
