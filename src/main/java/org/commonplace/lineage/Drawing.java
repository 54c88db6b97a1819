package org.commonplace.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.lineage.Around.Node;

/**
 * The small picture of a lineage: what came first stands on top, the thing itself in the middle.
 * Lengths are in the units of the picture, which is 300 wide.
 */
public record Drawing(int height, List<Box> boxes, List<Line> lines) {
    public static final int WIDTH = 300;
    private static final int A_ROW = 3;
    private static final int BOX = 34;
    private static final int STEP = 58;
    private static final int GAP = 8;
    private static final int LETTER = 7;

    /** A thing in its place; here: the thing itself. */
    public record Box(
            int x, int y, int width, String kind, String label, String path, boolean here) {
        public int middle() {
            return x + width / 2;
        }

        public int bottom() {
            return y + BOX;
        }
    }

    /** From what was before to what came of it. */
    public record Line(int fromX, int fromY, int toX, int toY) {
        /** A curve that leaves and arrives upright. */
        public String path() {
            int bend = (toY - fromY) / 2;
            return "M%d %dC%d %d %d %d %d %d"
                    .formatted(fromX, fromY, fromX, fromY + bend, toX, toY - bend, toX, toY);
        }
    }

    static Drawing of(Around around) {
        List<Box> boxes = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        Map<Long, Box> placed = new HashMap<>();
        int y = 1;
        for (int hop = -2; hop <= 2; hop++) {
            List<Node> row = around.at(hop).stream().limit(A_ROW).toList();
            if (hop != 0 && row.isEmpty()) continue;
            if (hop == 0) boxes.add(new Box(WIDTH / 2 - 60, y, 120, "", "", "", true));
            int width = row.isEmpty() ? 0 : (WIDTH - 2 - GAP * (row.size() - 1)) / row.size();
            for (int i = 0; i < row.size(); i++) {
                Box box = box(row.get(i), 1 + i * (width + GAP), y, width);
                boxes.add(box);
                placed.putIfAbsent(row.get(i).id() * 8 + hop, box);
            }
            y += STEP;
        }
        Box here = boxes.stream().filter(Box::here).findFirst().orElseThrow();
        for (Node node : around.nodes()) {
            Box box = placed.get(node.id() * 8 + node.hop());
            Box via =
                    Math.abs(node.hop()) == 1 ? here : placed.get(node.via() * 8 + node.hop() / 2);
            if (box != null && via != null)
                lines.add(node.hop() < 0 ? line(box, via) : line(via, box));
        }
        return new Drawing(y - STEP + BOX + 2, boxes, lines);
    }

    private static Line line(Box from, Box to) {
        return new Line(from.middle(), from.bottom(), to.middle(), to.y());
    }

    private static Box box(Node node, int x, int y, int width) {
        int letters = Math.max(4, width / LETTER - 1);
        String title = node.title();
        String label =
                title.length() <= letters ? title : title.substring(0, letters - 1).strip() + "…";
        return new Box(x, y, width, node.kind(), label, node.path(), false);
    }
}
