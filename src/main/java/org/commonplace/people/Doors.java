package org.commonplace.people;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.commonplace.chrome.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All deeds, by name, at the doors that they open. */
@Component
public class Doors {
    private final ObjectProvider<Deeds> rooms;

    /**
     * The rooms are asked when somebody comes, since their deeds write letters, and letters ask.
     */
    Doors(ObjectProvider<Deeds> rooms) {
        this.rooms = rooms;
    }

    private Map<String, Deed<?>> behind(Deed.Door door) {
        return rooms.stream()
                .map(Deeds::all)
                .flatMap(Collection::stream)
                .filter(deed -> deed.opens(door))
                .collect(Collectors.toMap(Deed::name, Function.identity()));
    }

    private Deed<?> behind(Deed.Door door, String name) {
        Deed<?> deed = behind(door).get(name);
        if (deed == null) throw new NotFound();
        return deed;
    }

    /** What a line of a mail that begins with a plus can do. */
    public List<Deed<?>> words() {
        return List.copyOf(behind(Deed.Door.WORD).values());
    }

    /** What links in letters can do. */
    public List<Deed<?>> links() {
        return List.copyOf(behind(Deed.Door.LINK).values());
    }

    /** What a visitor can promise. */
    public List<Deed<?>> promises() {
        return List.copyOf(behind(Deed.Door.PROMISE).values());
    }

    Deed<?> link(String name) {
        return behind(Deed.Door.LINK, name);
    }

    Deed<?> promise(String name) {
        return behind(Deed.Door.PROMISE, name);
    }
}
