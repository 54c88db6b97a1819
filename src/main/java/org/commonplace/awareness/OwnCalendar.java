package org.commonplace.awareness;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.commonplace.chrome.Site;
import org.commonplace.mail.Addresses;
import org.commonplace.people.Viewer;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Everything with a date that is a member's: meetings, votes, review dates (RFC 5545). */
@Component
class OwnCalendar {
    private final List<Dated> rooms;
    private final Site site;
    private final Addresses addresses;
    private final Clock clock;

    OwnCalendar(@Lazy List<Dated> rooms, Site site, Addresses addresses, Clock clock) {
        this.rooms = rooms;
        this.site = site;
        this.addresses = addresses;
        this.clock = clock;
    }

    String of(Viewer viewer) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Commonplace//Own dates//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        for (Dated room : rooms) for (Dated.Date date : room.of(viewer)) calendar.add(event(date));
        return calendar.toString();
    }

    private VEvent event(Dated.Date date) {
        VEvent event = new VEvent(false);
        event.add(new Uid(date.key() + "@" + addresses.host()));
        event.add(new DtStamp(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        Instant at = date.at();
        LocalDate on = date.on();
        if (at != null) {
            Instant from = at.truncatedTo(ChronoUnit.SECONDS);
            event.add(new DtStart<>(from));
            event.add(new DtEnd<>(from.plusSeconds(60L * Math.max(1, date.minutes()))));
        } else if (on != null) {
            event.add(new DtStart<>(on));
            event.add(new DtEnd<>(on.plusDays(1)));
        }
        event.add(new Summary(date.title()));
        if (date.place() != null && !date.place().isEmpty()) event.add(new Location(date.place()));
        event.add(new Url(URI.create(site.url() + date.path())));
        event.add(new Sequence(date.sequence()));
        event.add(new Status(date.cancelled() ? "CANCELLED" : "CONFIRMED"));
        return event;
    }
}
