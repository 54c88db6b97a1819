package org.commonplace.workgroups;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.commonplace.chrome.Site;
import org.springframework.stereotype.Component;

/** A group's meetings as iCalendar (RFC 5545); a meeting keeps its UID, and counts its changes. */
@Component
class Calendars {
    private final Site site;
    private final Clock clock;

    Calendars(Site site, Clock clock) {
        this.site = site;
        this.clock = clock;
    }

    String of(Workgroup group, List<Agenda.Meeting> meetings) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Commonplace//Workgroups//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new Method("PUBLISH"));
        for (Agenda.Meeting meeting : meetings) calendar.add(event(group, meeting));
        return calendar.toString();
    }

    private VEvent event(Workgroup group, Agenda.Meeting meeting) {
        VEvent event = new VEvent(false);
        event.add(
                new Uid(
                        meeting.key()
                                + "@"
                                + site.url()
                                        .replaceFirst("^https?://", "")
                                        .replaceFirst("[:/].*", "")));
        event.add(new DtStamp(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        event.add(new DtStart<>(meeting.startsAt().truncatedTo(ChronoUnit.SECONDS)));
        event.add(
                new DtEnd<>(
                        meeting.startsAt()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .plusSeconds(60L * meeting.minutes())));
        event.add(new Summary(group.problem()));
        event.add(new Location(meeting.place()));
        if (!meeting.note().isEmpty()) event.add(new Description(meeting.note()));
        event.add(new Url(java.net.URI.create(site.url() + group.path())));
        event.add(new Sequence(meeting.sequence()));
        event.add(new Status(meeting.cancelledAt() == null ? "CONFIRMED" : "CANCELLED"));
        return event;
    }
}
