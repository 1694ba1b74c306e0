import type { ActionContext, EditorAction } from "@/components/harness/editor/editor-action";
import { focusCard } from "@/components/harness/editor/focus-card";
import { neighbourOf } from "@/lib/harness/canvas/reading-order";

const NUDGE_PX = 8;
type Direction = "up" | "down" | "left" | "right";
const KEYS: Record<Direction, string> = { up: "ArrowUp", down: "ArrowDown", left: "ArrowLeft", right: "ArrowRight" };
const SHIFT: Record<Direction, { x: number; y: number }> = {
  up: { x: 0, y: -NUDGE_PX },
  down: { x: 0, y: NUDGE_PX },
  left: { x: -NUDGE_PX, y: 0 },
  right: { x: NUDGE_PX, y: 0 },
};
const DIRECTIONS: readonly Direction[] = ["up", "down", "left", "right"];

/** Arrows go from card to card along the lines; with Alt they move the card. */
export const moveActions: readonly EditorAction[] = [
  ...DIRECTIONS.map(
    (direction): EditorAction => ({
      id: `go-${direction}`,
      label: `Go to the card ${direction === "up" ? "above" : direction === "down" ? "below" : `on the ${direction}`}`,
      group: "Move",
      keys: KEYS[direction],
      keyOnly: true,
      run: (context) => go(context, direction),
    }),
  ),
  ...DIRECTIONS.map(
    (direction): EditorAction => ({
      id: `nudge-${direction}`,
      label: `Move what is selected ${direction}`,
      group: "Move",
      keys: `Alt+${KEYS[direction]}`,
      edits: true,
      keyOnly: true,
      run: (context) => nudge(context, direction),
    }),
  ),
];

function go({ store, flow }: ActionContext, direction: Direction): void {
  const { draft, selection, select } = store.getState();
  const from = [...selection].at(-1);
  const next = from ? neighbourOf(draft, from, direction) : (draft.nodes[0]?.id ?? null);
  if (!next) return;
  select([next]);
  focusCard(flow, next, true);
}

function nudge({ store }: ActionContext, direction: Direction): void {
  const { draft, selection, run } = store.getState();
  const { x, y } = SHIFT[direction];
  const at = Object.fromEntries(
    [...selection].map((id) => {
      const place = draft.at[id] ?? { x: 0, y: 0 };
      return [id, { ...place, x: place.x + x, y: place.y + y }];
    }),
  );
  if (selection.size > 0) run({ kind: "move", at }, `nudge:${[...selection].join()}`);
}
