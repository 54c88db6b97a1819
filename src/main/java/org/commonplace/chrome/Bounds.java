package org.commonplace.chrome;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * What of Markdown grows faster than its text: cells of a wide and long table, one address behind
 * many links, marks within marks.
 */
final class Bounds {
    private static final int CELLS = 300_000;
    private static final int ADDRESSES = 1_000_000;
    private static final int DEEP = 150;

    private Bounds() {}

    /** Each row of a table is as wide as its first, however little stands in it. */
    static boolean tooManyCells(String text) {
        long cells = 0;
        long rows = 0;
        long widest = 0;
        for (int at = 0; at < text.length(); ) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? text.length() : newline;
            long width = width(text, at, end);
            if (text.substring(at, Math.min(end, at + 200)).isBlank()) {
                cells += rows * widest;
                rows = 0;
                widest = 0;
            } else {
                rows++;
                widest = Math.max(widest, width);
            }
            at = end + 1;
        }
        return cells + rows * widest > CELLS;
    }

    private static long width(String text, int from, int to) {
        long bars = 0;
        for (int at = from; at < to; at++) if (text.charAt(at) == '|') bars++;
        return bars;
    }

    static boolean tooDeep(Node tree) {
        record Place(Node node, int depth) {}
        Deque<Place> open = new ArrayDeque<>();
        open.push(new Place(tree, 0));
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (place.depth() > DEEP) return true;
            for (Node child = place.node().getFirstChild(); child != null; child = child.getNext())
                open.push(new Place(child, place.depth() + 1));
        }
        return false;
    }

    /** The text as it was typed, in one paragraph. */
    static Node flat(String text) {
        Document document = new Document();
        Paragraph paragraph = new Paragraph();
        paragraph.appendChild(new Text(text));
        document.appendChild(paragraph);
        return document;
    }

    /** Links beyond a million letters of addresses are their words alone. */
    static void shortenLinks(Node tree) {
        List<Node> over = new ArrayList<>();
        tree.accept(
                new AbstractVisitor() {
                    private long letters;

                    @Override
                    public void visit(Link link) {
                        count(link, link.getDestination());
                        visitChildren(link);
                    }

                    @Override
                    public void visit(Image image) {
                        count(image, image.getDestination());
                        visitChildren(image);
                    }

                    private void count(Node node, String address) {
                        letters += address.length();
                        if (letters > ADDRESSES) over.add(node);
                    }
                });
        for (Node node : over) {
            while (node.getFirstChild() != null) node.insertBefore(node.getFirstChild());
            node.unlink();
        }
    }
}
