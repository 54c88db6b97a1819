package org.commonplace.installation;

import java.util.List;
import org.commonplace.chrome.Disk;
import org.commonplace.chrome.Hands;
import org.commonplace.mail.Seal;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What health is made of: the database, the room on the disk, and who works beside the requests.
 */
@Configuration(proxyBeanMethods = false)
class Checks {
    @Bean
    HealthIndicator databaseHealthIndicator(Pulse pulse) {
        return () -> (pulse.beats() ? Health.up() : Health.down()).build();
    }

    @Bean
    HealthIndicator diskHealthIndicator(Disk disk) {
        return () -> {
            Disk.Room room = disk.room();
            Health.Builder health =
                    room == Disk.Room.AMPLE ? Health.up() : Health.status("DISK_" + room.name());
            return health.withDetail("megabytes", disk.free()).build();
        };
    }

    /** Letters go all the same where the domain's key is no key; somebody has to hear of it. */
    @Bean
    HealthIndicator signatureHealthIndicator(Seal seal) {
        return () -> {
            Health.Builder health = Health.up();
            seal.broken().ifPresent(why -> health.withDetail("letters go unsigned", why));
            return health.build();
        };
    }

    @Bean
    HealthIndicator handsHealthIndicator() {
        return () -> {
            List<String> missing = Hands.missing();
            int falls = Hands.falls().stream().mapToInt(Hands.Fall::times).sum();
            return (missing.isEmpty() ? Health.up() : Health.down())
                    .withDetail("missing", missing)
                    .withDetail("falls", falls)
                    .build();
        };
    }
}
