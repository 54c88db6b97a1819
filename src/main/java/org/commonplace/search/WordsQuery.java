package org.commonplace.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;

/**
 * The words of a query as one flat disjunction: Lucene skips the documents that cannot be among the
 * first only where no clause is nested in another.
 */
final class WordsQuery {
    static final Analyzer ENGLISH = new EnglishAnalyzer();

    /** As they are written, for words that English stemming would spoil. */
    static final Analyzer AS_WRITTEN =
            new Analyzer() {
                @Override
                protected TokenStreamComponents createComponents(String field) {
                    StandardTokenizer words = new StandardTokenizer();
                    return new TokenStreamComponents(
                            words, new ASCIIFoldingFilter(new LowerCaseFilter(words)));
                }
            };

    private static final int MOST_TERMS = 200;

    private WordsQuery() {}

    static Query of(String words) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String stem : terms(ENGLISH, words)) {
            any.add(term("title", stem, 2), Occur.SHOULD);
            any.add(term("context", stem, 1), Occur.SHOULD);
            any.add(term("body", stem, 1), Occur.SHOULD);
        }
        for (String word : terms(AS_WRITTEN, Terms.telling(words)))
            any.add(term("words", word, 0.5f), Occur.SHOULD);
        Query together = new QueryBuilder(ENGLISH).createPhraseQuery("title", words);
        if (together instanceof PhraseQuery && Terms.few(words))
            any.add(new BoostQuery(together, 2), Occur.SHOULD);
        return any.build();
    }

    /** Every one of the words, wherever it stands; nothing where there is no telling word. */
    static Query all(String words) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String stem : terms(ENGLISH, words))
            all.add(
                    new BooleanQuery.Builder()
                            .add(term("title", stem, 1), Occur.SHOULD)
                            .add(term("context", stem, 1), Occur.SHOULD)
                            .add(term("body", stem, 1), Occur.SHOULD)
                            .build(),
                    Occur.MUST);
        return all.build();
    }

    private static Query term(String field, String text, float boost) {
        Query query = new TermQuery(new Term(field, text));
        return boost == 1 ? query : new BoostQuery(query, boost);
    }

    private static List<String> terms(Analyzer analyzer, String words) {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("", words)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && terms.size() < MOST_TERMS)
                if (!terms.contains(term.toString())) terms.add(term.toString());
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }
}
