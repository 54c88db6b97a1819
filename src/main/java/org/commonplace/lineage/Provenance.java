package org.commonplace.lineage;

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
import org.eclipse.rdf4j.model.vocabulary.PROV;
import org.eclipse.rdf4j.model.vocabulary.RDF;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.Rio;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Edges as PROV-O: every thing is a prov:Entity at its own address. */
@Component
class Provenance {
    private final Site site;
    private final JsonMapper json;

    Provenance(Site site, JsonMapper json) {
        this.site = site;
        this.json = json;
    }

    String turtle(List<Lineage.Edge> edges) {
        ValueFactory values = SimpleValueFactory.getInstance();
        Model model = new LinkedHashModel();
        model.setNamespace(PROV.NS);
        for (Lineage.Edge edge : edges) {
            IRI made = values.createIRI(site.url() + edge.madePath());
            IRI origin = values.createIRI(site.url() + edge.originPath());
            model.add(made, RDF.TYPE, PROV.ENTITY);
            model.add(origin, RDF.TYPE, PROV.ENTITY);
            model.add(made, values.createIRI(PROV.NAMESPACE, edge.how().property()), origin);
        }
        StringWriter out = new StringWriter();
        Rio.write(model, out, RDFFormat.TURTLE);
        return out.toString();
    }

    String jsonLd(List<Lineage.Edge> edges) {
        Map<String, Map<String, Object>> entities = new LinkedHashMap<>();
        for (Lineage.Edge edge : edges) {
            entity(entities, edge.originPath());
            @SuppressWarnings("unchecked")
            List<Object> origins =
                    (List<Object>)
                            entity(entities, edge.madePath())
                                    .computeIfAbsent(
                                            edge.how().property(), how -> new ArrayList<>());
            origins.add(Map.of("@id", site.url() + edge.originPath()));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("@context", Map.of("@vocab", PROV.NAMESPACE));
        document.put("@graph", List.copyOf(entities.values()));
        return json.writeValueAsString(document);
    }

    private Map<String, Object> entity(Map<String, Map<String, Object>> entities, String path) {
        return entities.computeIfAbsent(
                path,
                made -> {
                    Map<String, Object> entity = new LinkedHashMap<>();
                    entity.put("@id", site.url() + path);
                    entity.put("@type", "Entity");
                    return entity;
                });
    }
}
