package org.commonplace.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sweble.wikitext.engine.ExpansionFrame;
import org.sweble.wikitext.engine.TagExtensionBase;
import org.sweble.wikitext.engine.config.NamespaceImpl;
import org.sweble.wikitext.engine.config.TagExtensionGroup;
import org.sweble.wikitext.engine.config.WikiConfigImpl;
import org.sweble.wikitext.engine.nodes.EngineRtData;
import org.sweble.wikitext.engine.utils.DefaultConfigEnWp;
import org.sweble.wikitext.parser.nodes.WtNode;
import org.sweble.wikitext.parser.nodes.WtNodeList;
import org.sweble.wikitext.parser.nodes.WtTagExtension;
import org.sweble.wikitext.parser.nodes.WtTagExtensionBody;
import org.sweble.wikitext.parser.nodes.WtXmlAttribute;
import org.sweble.wikitext.parser.utils.StringConversionException;

/** A wiki as the engine must know it: its namespaces, and the extensions whose places it marks. */
final class WikitextSettings extends DefaultConfigEnWp {
    private static final int FILE = 6;
    private static final int TEMPLATE = 10;
    private final String site;
    private final Map<Integer, String> names;
    private final Function<Wikitext.Extension, String> marks;

    WikitextSettings(
            String site, Map<Integer, String> names, Function<Wikitext.Extension, String> marks) {
        this.site = site;
        this.names = names;
        this.marks = marks;
    }

    void apply(WikiConfigImpl config) {
        configureWiki(config);
    }

    @Override
    protected void configureSiteProperties(WikiConfigImpl config) {
        super.configureSiteProperties(config);
        config.setSiteName(site);
    }

    @Override
    protected void addNamespaces(WikiConfigImpl config) {
        names.forEach(
                (number, name) ->
                        config.addNamespace(
                                new NamespaceImpl(
                                        number,
                                        name,
                                        Wikitext.canonical(number, name),
                                        true,
                                        number == FILE,
                                        number == FILE ? List.of("Image") : List.of())));
        config.setDefaultNamespace(config.getNamespace(0));
        config.setTemplateNamespace(config.getNamespace(TEMPLATE));
    }

    @Override
    protected void addTagExtensions(WikiConfigImpl config) {
        TagExtensionGroup group = new TagExtensionGroup("marked");
        for (String name : Wikitext.EXTENSIONS) group.addTagExtension(new Mark(config, name));
        config.addTagExtensionGroup(group);
    }

    private final class Mark extends TagExtensionBase {
        private static final long serialVersionUID = 1;

        Mark(WikiConfigImpl config, String name) {
            super(config, name);
        }

        @Override
        public WtNode invoke(
                ExpansionFrame frame,
                WtTagExtension tag,
                Map<String, WtNodeList> arguments,
                WtTagExtensionBody body) {
            Map<String, String> attributes = new HashMap<>();
            for (WtNode node : tag.getXmlAttributes())
                if (node instanceof WtXmlAttribute attribute && attribute.hasValue()) {
                    String value = text(attribute);
                    if (value != null)
                        attributes.put(
                                attribute.getName().getAsString().toLowerCase(Locale.ROOT), value);
                }
            String mark =
                    marks.apply(
                            new Wikitext.Extension(
                                    getId(), attributes, tag.hasBody() ? body.getContent() : null));
            return EngineRtData.set(nf().nowiki(mark));
        }

        private @Nullable String text(WtXmlAttribute attribute) {
            try {
                return tu().astToText(attribute.getValue()).strip();
            } catch (StringConversionException e) {
                return null;
            }
        }
    }
}
