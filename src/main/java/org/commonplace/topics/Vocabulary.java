package org.commonplace.topics;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.Value;
import org.eclipse.rdf4j.model.vocabulary.DCTERMS;
import org.eclipse.rdf4j.model.vocabulary.RDF;
import org.eclipse.rdf4j.model.vocabulary.SKOS;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.AbstractRDFHandler;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.helpers.XMLParserSettings;
import org.jspecify.annotations.Nullable;

/**
 * A SKOS vocabulary as it was read from a file: schemes, concepts with their labels and notes, and
 * relations. Nothing is written to the database here.
 */
public final class Vocabulary {
    private static final int LONGEST = 1_000_000;
    private static final Map<IRI, String> LABELS =
            Map.of(SKOS.PREF_LABEL, "pref", SKOS.ALT_LABEL, "alt", SKOS.HIDDEN_LABEL, "hidden");
    private static final Map<IRI, String> NOTES =
            Map.of(
                    SKOS.DEFINITION,
                    "definition",
                    SKOS.SCOPE_NOTE,
                    "scopeNote",
                    SKOS.EXAMPLE,
                    "example",
                    SKOS.NOTE,
                    "note");
    private static final Map<IRI, String> RELATIONS =
            Map.of(
                    SKOS.BROADER,
                    "broader",
                    SKOS.RELATED,
                    "related",
                    SKOS.EXACT_MATCH,
                    "exactMatch",
                    SKOS.CLOSE_MATCH,
                    "closeMatch");

    record Text(String concept, String kind, String language, String text) {}

    record Relation(String concept, String kind, String other) {}

    final Map<String, String> schemes = new LinkedHashMap<>();
    final Map<String, String> licences = new HashMap<>();
    final Set<String> concepts = new java.util.LinkedHashSet<>();
    final Map<String, String> inScheme = new HashMap<>();
    final Map<String, String> notations = new HashMap<>();
    final List<Text> labels = new ArrayList<>();
    final List<Text> notes = new ArrayList<>();
    final Set<Relation> relations = new HashSet<>();

    private Vocabulary() {}

    /**
     * A vocabulary that cannot be read, with the line where reading ended (0 where none is known).
     */
    public static final class Unreadable extends Exception {
        private final long line;

        Unreadable(String message, long line) {
            super(message);
            this.line = line;
        }

        public long line() {
            return line;
        }
    }

    /**
     * Reads Turtle or RDF/XML, told apart by the file's name. Document types are refused, so that
     * no entity can be expanded.
     */
    public static Vocabulary read(String name, InputStream in) throws IOException, Unreadable {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean xml = lower.endsWith(".rdf") || lower.endsWith(".xml") || lower.endsWith(".owl");
        RDFParser parser = Rio.createParser(xml ? RDFFormat.RDFXML : RDFFormat.TURTLE);
        parser.getParserConfig().set(BasicParserSettings.VERIFY_DATATYPE_VALUES, false);
        parser.getParserConfig().set(BasicParserSettings.FAIL_ON_UNKNOWN_DATATYPES, false);
        parser.getParserConfig().set(XMLParserSettings.DISALLOW_DOCTYPE_DECL, true);
        Vocabulary vocabulary = new Vocabulary();
        parser.setRDFHandler(
                new AbstractRDFHandler() {
                    @Override
                    public void handleStatement(Statement statement) {
                        vocabulary.take(statement);
                    }
                });
        try {
            parser.parse(in, "urn:commonplace:import");
        } catch (RDFParseException e) {
            throw new Unreadable(String.valueOf(e.getMessage()), Math.max(0, e.getLineNumber()));
        } catch (org.eclipse.rdf4j.rio.RDFHandlerException | IllegalArgumentException e) {
            throw new Unreadable(String.valueOf(e.getMessage()), 0);
        }
        if (vocabulary.concepts.isEmpty()) throw new Unreadable("no skos:Concept in this file", 0);
        return vocabulary;
    }

    public int size() {
        return concepts.size();
    }

    public int labels() {
        return labels.size();
    }

    public int relations() {
        return relations.size();
    }

    public List<String> languages() {
        return labels.stream().map(Text::language).distinct().sorted().toList();
    }

    private void take(Statement statement) {
        String subject = statement.getSubject().stringValue();
        IRI predicate = statement.getPredicate();
        Value object = statement.getObject();
        if (object.stringValue().length() > LONGEST)
            throw new IllegalArgumentException(
                    "a value of " + object.stringValue().length() + " characters at " + subject);
        if (predicate.equals(RDF.TYPE) && object.equals(SKOS.CONCEPT)) concepts.add(subject);
        else if (predicate.equals(RDF.TYPE) && object.equals(SKOS.CONCEPT_SCHEME))
            schemes.putIfAbsent(subject, "");
        else if (predicate.equals(SKOS.IN_SCHEME))
            inScheme.putIfAbsent(subject, object.stringValue());
        else if (predicate.equals(SKOS.NOTATION)) notations.put(subject, object.stringValue());
        else if (LABELS.containsKey(predicate))
            labels.add(text(subject, LABELS.get(predicate), object));
        else if (NOTES.containsKey(predicate))
            notes.add(text(subject, NOTES.get(predicate), object));
        else if (RELATIONS.containsKey(predicate))
            relations.add(new Relation(subject, RELATIONS.get(predicate), object.stringValue()));
        else if (predicate.equals(SKOS.NARROWER))
            relations.add(new Relation(object.stringValue(), "broader", subject));
        else if (predicate.equals(DCTERMS.TITLE)) title(subject, object);
        else if (predicate.equals(DCTERMS.LICENSE)) licences.put(subject, object.stringValue());
    }

    private void title(String subject, Value object) {
        boolean english =
                object instanceof Literal literal
                        && literal.getLanguage().orElse("en").startsWith("en");
        if (english || schemes.getOrDefault(subject, "").isEmpty())
            schemes.put(subject, object.stringValue());
    }

    private static Text text(String subject, String kind, Value object) {
        String language =
                object instanceof Literal literal ? literal.getLanguage().orElse("und") : "und";
        return new Text(subject, kind, language.toLowerCase(Locale.ROOT), object.stringValue());
    }

    /** The scheme that a concept says it is in, else the only one, else one of the file's own. */
    String schemeOf(String concept) {
        String said = inScheme.get(concept);
        if (said != null) return said;
        return schemes.size() == 1
                ? schemes.keySet().iterator().next()
                : "urn:commonplace:imported";
    }

    String title(String scheme) {
        String title = schemes.get(scheme);
        return title == null || title.isBlank() ? scheme : title;
    }

    @Nullable String licence(String scheme) {
        return licences.get(scheme);
    }
}
