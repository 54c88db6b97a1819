package org.commonplace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/** BM25 over texts in memory, with the application's own English analysis: ids, best first. */
final class Words {
    private static final int CLAUSES = 1_000;
    private final Analyzer english = new EnglishAnalyzer();
    private final IndexSearcher searcher;

    Words(Map<Long, String> texts) {
        try {
            ByteBuffersDirectory memory = new ByteBuffersDirectory();
            try (IndexWriter writer = new IndexWriter(memory, new IndexWriterConfig(english))) {
                for (Map.Entry<Long, String> text : texts.entrySet()) {
                    Document document = new Document();
                    document.add(
                            new StringField("id", String.valueOf(text.getKey()), Field.Store.YES));
                    document.add(new TextField("text", text.getValue(), Field.Store.NO));
                    writer.addDocument(document);
                }
            }
            searcher = new IndexSearcher(DirectoryReader.open(memory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Long> ranked(String query, int most) {
        try {
            Map<String, Integer> terms = new HashMap<>();
            try (TokenStream tokens = english.tokenStream("text", query)) {
                CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
                tokens.reset();
                while (tokens.incrementToken()) terms.merge(term.toString(), 1, Integer::sum);
                tokens.end();
            }
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            terms.entrySet().stream()
                    .limit(CLAUSES)
                    .forEach(
                            one ->
                                    any.add(
                                            new BoostQuery(
                                                    new TermQuery(new Term("text", one.getKey())),
                                                    one.getValue()),
                                            BooleanClause.Occur.SHOULD));
            List<Long> ids = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(any.build(), most).scoreDocs)
                ids.add(Long.parseLong(searcher.storedFields().document(hit.doc).get("id")));
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
