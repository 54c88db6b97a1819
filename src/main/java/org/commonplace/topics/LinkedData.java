package org.commonplace.topics;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Site;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Model;
import org.eclipse.rdf4j.model.ValueFactory;
import org.eclipse.rdf4j.model.impl.LinkedHashModel;
import org.eclipse.rdf4j.model.impl.SimpleValueFactory;
import org.eclipse.rdf4j.model.vocabulary.RDF;
import org.eclipse.rdf4j.model.vocabulary.SKOS;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.Rio;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A concept as linked data: Turtle and JSON-LD with SKOS' own terms. */
@Component
class LinkedData {
    private final Site site;
    private final JsonMapper json;

    LinkedData(Site site, JsonMapper json) {
        this.site = site;
        this.json = json;
    }

    String turtle(Concept concept) {
        ValueFactory values = SimpleValueFactory.getInstance();
        Model model = new LinkedHashModel();
        model.setNamespace(SKOS.NS);
        IRI subject = values.createIRI(address(concept.id()));
        model.add(subject, RDF.TYPE, SKOS.CONCEPT);
        model.add(subject, SKOS.IN_SCHEME, values.createIRI(concept.schemeUri()));
        if (concept.notation() != null)
            model.add(subject, SKOS.NOTATION, values.createLiteral(concept.notation()));
        model.add(subject, SKOS.EXACT_MATCH, values.createIRI(concept.uri()));
        for (Concept.Label label : concept.labels())
            model.add(
                    subject,
                    values.createIRI(SKOS.NAMESPACE, label.kind() + "Label"),
                    values.createLiteral(label.text(), label.language()));
        for (Concept.Note note : concept.notes())
            model.add(
                    subject,
                    values.createIRI(SKOS.NAMESPACE, note.kind()),
                    values.createLiteral(note.text(), note.language()));
        for (Concept.Neighbour neighbour : concept.neighbours())
            model.add(
                    subject,
                    values.createIRI(SKOS.NAMESPACE, neighbour.kind()),
                    values.createIRI(address(neighbour)));
        StringWriter out = new StringWriter();
        Rio.write(model, out, RDFFormat.TURTLE);
        return out.toString();
    }

    String jsonLd(Concept concept) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("@context", Map.of("@vocab", SKOS.NAMESPACE));
        tree.put("@id", address(concept.id()));
        tree.put("@type", "Concept");
        tree.put("inScheme", Map.of("@id", concept.schemeUri()));
        if (concept.notation() != null) tree.put("notation", concept.notation());
        add(tree, "exactMatch", Map.of("@id", concept.uri()));
        for (Concept.Label label : concept.labels())
            add(
                    tree,
                    label.kind() + "Label",
                    Map.of("@value", label.text(), "@language", label.language()));
        for (Concept.Note note : concept.notes())
            add(tree, note.kind(), Map.of("@value", note.text(), "@language", note.language()));
        for (Concept.Neighbour neighbour : concept.neighbours())
            add(tree, neighbour.kind(), Map.of("@id", address(neighbour)));
        return json.writeValueAsString(tree);
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> tree, String key, Map<String, String> value) {
        ((List<Object>) tree.computeIfAbsent(key, name -> new ArrayList<>())).add(value);
    }

    private String address(ConceptId id) {
        return site.url() + "/topics/" + id;
    }

    private String address(Concept.Neighbour neighbour) {
        return neighbour.id() != null ? address(neighbour.id()) : String.valueOf(neighbour.uri());
    }
}
