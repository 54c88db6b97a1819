package org.commonplace.bench;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The country that somebody's Location names: its last part between commas is the English name of a
 * country, a usual short form of one, or a state of the USA by name or by its two letters. Cities
 * alone name none.
 */
final class Countries {
    private static final Set<String> STATES =
            Set.of(
                    ("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH "
                                    + "OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC")
                            .split(" "));

    private static final Set<String> STATE_NAMES =
            Set.of(
                    ("alabama,alaska,arizona,arkansas,california,colorado,connecticut,delaware,florida,hawaii,idaho,illinois,"
                                    + "indiana,iowa,kansas,kentucky,louisiana,maine,maryland,massachusetts,michigan,minnesota,"
                                    + "mississippi,missouri,montana,nebraska,nevada,new hampshire,new jersey,new mexico,new york,"
                                    + "north carolina,north dakota,ohio,oklahoma,oregon,pennsylvania,rhode island,south carolina,"
                                    + "south dakota,tennessee,texas,utah,vermont,virginia,washington,west virginia,wisconsin,wyoming")
                            .split(","));

    private static final Map<String, String> NAMES = names();

    private Countries() {}

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (String code : Locale.getISOCountries())
            names.put(
                    Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT),
                    code);
        for (String one : new String[] {"usa", "us", "u.s.", "u.s.a.", "united states of america"})
            names.put(one, "US");
        for (String one : new String[] {"uk", "england", "scotland", "wales", "great britain"})
            names.put(one, "GB");
        names.put("czech republic", "CZ");
        names.put("the netherlands", "NL");
        names.put("deutschland", "DE");
        return names;
    }

    /** Two letters, or null. */
    static @Nullable String of(String location) {
        String last = location.substring(location.lastIndexOf(',') + 1).strip();
        if (STATES.contains(last) && location.contains(",")) return "US";
        String folded = last.toLowerCase(Locale.ROOT);
        return STATE_NAMES.contains(folded) ? "US" : NAMES.get(folded);
    }
}
