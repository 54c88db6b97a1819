package org.commonplace.workgroups;

import java.util.Locale;
import java.util.Optional;
import org.commonplace.chrome.Line;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.commonplace.people.MailCommand;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Voting by answering the letter that a decision is put in. */
@Configuration(proxyBeanMethods = false)
class VoteCommands {
    private static final int LINE = 1000;

    /** A choice with a word of its own, or "vote", whose line names it. */
    private record Command(String name, JdbcClient jdbc, Decisions decisions)
            implements MailCommand {
        @Override
        public boolean takesWords() {
            return true;
        }

        @Override
        public Optional<Receipt> perform(Mail mail, String rest, Viewer author) {
            return mail.letter()
                    .flatMap(letter -> Optional.ofNullable(letter.card()))
                    .flatMap(this::decision)
                    .map(id -> voted(decisions.get(id, author), mail, rest, author));
        }

        private Optional<DecisionId> decision(long card) {
            return jdbc.sql("select id from workgroups.decision where id = :id")
                    .param("id", card)
                    .query((row, n) -> new DecisionId(row.getLong(1)))
                    .optional();
        }

        private Receipt voted(Decision decision, Mail mail, String rest, Viewer author) {
            String choice = name.equals("vote") ? option(decision, rest) : name;
            if (!decision.choices().contains(choice)) throw new Refused("mail.refused.choice");
            String said = ((name.equals("vote") ? "" : rest) + "\n" + mail.text()).strip();
            if (choice.equals("object") && said.isEmpty())
                throw new Refused("mail.refused.objection");
            decisions.vote(decision.id(), choice, Line.start(said, LINE), author);
            return Receipt.of(
                    "voted",
                    decision.id().value(),
                    "/workgroups/" + decision.workgroup() + "/decisions/" + decision.id(),
                    decision.title());
        }

        /** The option that was meant: by its words in any case, or by its number in the list. */
        private static String option(Decision decision, String typed) {
            String said = typed.strip().replaceFirst("[.!]+$", "").toLowerCase(Locale.ROOT);
            if (said.matches("\\d{1,2}")) {
                int n = Integer.parseInt(said);
                if (n >= 1 && n <= decision.choices().size()) return decision.choices().get(n - 1);
            }
            return decision.choices().stream()
                    .filter(one -> one.strip().toLowerCase(Locale.ROOT).equals(said))
                    .findFirst()
                    .orElseThrow(() -> new Refused("mail.refused.choice"));
        }
    }

    @Bean
    MailCommand voteCommand(JdbcClient jdbc, @Lazy Decisions decisions) {
        return new Command("vote", jdbc, decisions);
    }

    @Bean
    MailCommand agreeCommand(JdbcClient jdbc, @Lazy Decisions decisions) {
        return new Command("agree", jdbc, decisions);
    }

    @Bean
    MailCommand abstainCommand(JdbcClient jdbc, @Lazy Decisions decisions) {
        return new Command("abstain", jdbc, decisions);
    }

    @Bean
    MailCommand objectCommand(JdbcClient jdbc, @Lazy Decisions decisions) {
        return new Command("object", jdbc, decisions);
    }

    @Bean
    MailCommand forCommand(JdbcClient jdbc, @Lazy Decisions decisions) {
        return new Command("for", jdbc, decisions);
    }

    @Bean
    MailCommand againstCommand(JdbcClient jdbc, @Lazy Decisions decisions) {
        return new Command("against", jdbc, decisions);
    }

    @Bean
    MailCommand thoughtCommand(JdbcClient jdbc, @Lazy Decisions decisions) {
        return new Command("thought", jdbc, decisions);
    }
}
