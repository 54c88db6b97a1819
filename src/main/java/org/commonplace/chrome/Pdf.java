package org.commonplace.chrome;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/**
 * Papers that leave the house: a template as a tagged PDF (PDF/UA-1) with its fonts inside. Nothing
 * is fetched from anywhere while it is made. The fonts write Latin, Greek and Cyrillic; other
 * scripts stand on the page only.
 */
@Component
public class Pdf {
    private final Pages pages;
    private final Site site;

    Pdf(Pages pages, Site site) {
        this.pages = pages;
        this.site = site;
    }

    /** A template of a whole HTML document, with a title and a language, as PDF. */
    public byte[] of(String template, Map<String, Object> values) {
        Document paper = Jsoup.parse(pages.render(template, values));
        for (Element link : paper.select("a[href]")) {
            link.attr("href", absolute(link.attr("href")));
            if (!link.hasAttr("title")) link.attr("title", link.text());
        }
        paper.select("wbr").remove();
        for (Element heading : paper.select("main h3, main h4, main h5, main h6"))
            heading.tagName("h" + (heading.tagName().charAt(1) - '0' - 1));
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.useFastMode();
        builder.usePdfUaAccessibility(true);
        builder.usePdfAConformance(PdfAConformance.NONE);
        builder.useUriResolver(
                (base, uri) ->
                        uri.startsWith("http")
                                        || uri.startsWith("#")
                                        || uri.startsWith("data:image/")
                                ? uri
                                : null);
        builder.useHttpStreamImplementation(
                uri -> {
                    throw new IllegalStateException("No paper fetches anything");
                });
        font(builder, "Serif", "SourceSerif4_400Regular", 400, FontStyle.NORMAL);
        font(builder, "Serif", "SourceSerif4_400Regular_Italic", 400, FontStyle.ITALIC);
        font(builder, "Serif", "SourceSerif4_600SemiBold", 700, FontStyle.NORMAL);
        font(builder, "Sans", "SourceSans3_400Regular", 400, FontStyle.NORMAL);
        font(builder, "Sans", "SourceSans3_600SemiBold", 700, FontStyle.NORMAL);
        builder.withW3cDocument(new W3CDom().fromJsoup(paper), site.url());
        builder.toStream(pdf);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    private String absolute(String address) {
        return address.startsWith("/") ? site.url() + address : address;
    }

    private static void font(
            PdfRendererBuilder builder, String family, String file, int weight, FontStyle style) {
        builder.useFont(() -> open(file), family, weight, style, true);
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(Pdf.class.getResourceAsStream("/pdf/" + file + ".ttf"), file);
    }
}
