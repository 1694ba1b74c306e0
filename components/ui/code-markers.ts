import { Decoration, EditorView, type Extension } from "@uiw/react-codemirror";

/** Something to underline. `line` and `column` count from 1; without `endColumn` the rest of the line is marked. */
export type CodeMarker = {
  line: number;
  column?: number;
  endColumn?: number;
  message: string;
  severity?: "error" | "warning";
};

/** Underlines markers; the message is the title of the range. Markers outside the text are left out. */
export function markerDecorations(markers: readonly CodeMarker[]): Extension {
  return EditorView.decorations.of((view) => {
    const { doc } = view.state;
    const ranges = markers.flatMap((marker) => {
      if (marker.line < 1 || marker.line > doc.lines) return [];
      const [from, to] = extent(marker, doc.line(marker.line));
      const mark = Decoration.mark({
        class: `cm-mark-${marker.severity ?? "error"}`,
        attributes: { title: marker.message },
      });
      return to > from ? [mark.range(from, to)] : [];
    });
    return Decoration.set(ranges, true);
  });
}

/** Offsets to underline; the whole line when the columns leave nothing. */
function extent({ column = 1, endColumn }: CodeMarker, line: { from: number; to: number }): [number, number] {
  const from = Math.min(line.from + column - 1, line.to);
  const to = endColumn ? Math.min(line.from + endColumn - 1, line.to) : line.to;
  return to > from ? [from, to] : [line.from, line.to];
}
