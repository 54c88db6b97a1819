package org.commonplace.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commonplace.topics.Vocabularies;
import org.commonplace.topics.Vocabulary;
import org.springframework.stereotype.Component;

/** A SKOS vocabulary from a file: Turtle, or RDF/XML where the name ends in .rdf, .xml or .owl. */
@Component
public class Skos {
    /** It is in memory as a whole while it is read. */
    private static final long LARGEST = 64_000_000;

    private final Vocabularies vocabularies;

    Skos(Vocabularies vocabularies) {
        this.vocabularies = vocabularies;
    }

    public Report bringIn(Path file, boolean trial, Progress progress) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file))
            throw new InputProblem(file.toString(), 0, "there is no such file");
        bounded(file);
        progress.at("reading", 0, 2);
        Vocabulary vocabulary;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            vocabulary = Vocabulary.read(name, in);
        } catch (Vocabulary.Unreadable e) {
            throw new InputProblem(name, e.line(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new InputProblem(name, 0, String.valueOf(e.getMessage()));
        }
        progress.at("writing", 1, 2);
        Report report = new Report(file.toString(), trial);
        if (trial) {
            report.count("concepts", vocabulary.size(), 0);
            report.count("labels", vocabulary.labels(), 0);
            report.count("relations", vocabulary.relations(), 0);
        } else {
            Vocabularies.Brought brought = vocabularies.bringIn(vocabulary, name);
            report.count("concepts", vocabulary.size(), brought.newConcepts());
            report.count("labels", vocabulary.labels(), brought.newLabels());
            report.count("relations", vocabulary.relations(), brought.newRelations());
            brought.unknown()
                    .forEach(
                            one ->
                                    report.pass(
                                            "relations to concepts that the file does not hold",
                                            one));
        }
        progress.at("writing", 2, 2);
        return report;
    }

    static void bounded(Path file) {
        if (file.toFile().length() > LARGEST)
            throw new InputProblem(
                    String.valueOf(file.getFileName()),
                    0,
                    "a vocabulary has at most " + LARGEST / 1_000_000 + " MB");
    }
}
