package org.commonplace.workgroups;

import java.util.Optional;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Sent;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who works in a group or looks on. */
@Controller
class SeatController {
    private final Members members;
    private final Seats seats;
    private final GroupDeeds deeds;

    SeatController(Members members, Seats seats, GroupDeeds deeds) {
        this.deeds = deeds;
        this.members = members;
        this.seats = seats;
    }

    @PostMapping("/workgroups/{id}/membership")
    Object join(@PathVariable WorkgroupId id, Form form, Viewer viewer) {
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/workgroups/" + id + "/-");
        return deeds.join()
                .by(id, form, viewer)
                .<Object>map(done -> WorkgroupController.back(id, done.key()))
                .orElseGet(form::again);
    }

    @DeleteMapping("/workgroups/{id}/membership")
    String leave(@PathVariable WorkgroupId id, Viewer viewer) {
        seats.leave(id, viewer.required());
        return "redirect:" + Paths.done("/workgroups", "saved");
    }

    @PostMapping("/workgroups/{id}/invitations")
    @Sent(signedIn = true)
    Object invite(@PathVariable WorkgroupId id, Form form, Viewer viewer) {
        seats.mayInvite(id, viewer);
        Optional<MemberId> guest = members.meant(form.line("who", 200));
        String line = form.words("line", 500);
        if (guest.isEmpty()) form.refuse("who", "form.nobody");
        if (form.refused()) return form.again();
        try {
            seats.invite(id, guest.get(), line, viewer.required());
        } catch (NotFound e) {
            return form.refuse("who", "form.cannot-see-it").again();
        }
        return WorkgroupController.back(id, "group-asked");
    }

    @PostMapping("/workgroups/{id}/facilitator")
    String hand(@PathVariable WorkgroupId id, @RequestParam String to, Viewer viewer) {
        seats.hand(id, new PersonaId(PublicId.parse(to)), viewer.required());
        return WorkgroupController.back(id, "saved");
    }
}
