import fc from "fast-check";
import { expect, test } from "vitest";
import { addCommand } from "@/lib/harness/canvas/add-target";
import { CONTAINER_PADDING } from "@/lib/harness/canvas/card-size";
import { moveInside } from "@/lib/harness/canvas/move-inside";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { Command } from "@/lib/harness/graph/command";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";
import { Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { pasteNodes } from "@/lib/harness/graph/paste-nodes";
import { graphProblem } from "@/lib/harness/graph/structure-problem";

const KINDS = ["map", "loop", "transform", "branch", "agent", "trigger.chat", "end", "note"] as const;
type Step = { action: number; pick: number; other: number };
const steps = fc.array(fc.record({ action: fc.nat(5), pick: fc.nat(99), other: fc.nat(99) }), {
  minLength: 8,
  maxLength: 30,
});

/** What a person would do now with containers, made from random numbers; null when there is nothing to do it with. */
function editOf(draft: Draft, { action, pick, other }: Step): Command | null {
  const node = draft.nodes[pick % Math.max(1, draft.nodes.length)];
  const target = draft.nodes[other % Math.max(1, draft.nodes.length)];
  const kind = KINDS[pick % KINDS.length] ?? "map";
  if (action < 2 || !node || !target) return addCommand(draft, { kind }, { kind: "append", after: target?.id }).command;
  if (action === 2) {
    const pasted = pasteNodes(draft, copyNodes(draft, new Set([node.id])), target.id);
    return typeof pasted === "string" ? null : pasted;
  }
  if (action === 3)
    return addCommand(draft, { kind }, { kind: "dropped", place: { x: pick * 5, y: other * 5 } }).command;
  const parent = action === 4 ? target.id : null;
  const places = { [node.id]: { x: pick * 5, y: other * 5 } };
  const made = moveInside(
    draft,
    [node.id, ...(pick % 3 === 0 ? [target.id] : [])],
    parent,
    pick % 2 ? places : undefined,
  );
  return made.ok ? made.command : null;
}

const byId = <T extends { id: string }>(rows: readonly T[]) => [...rows].sort((a, b) => a.id.localeCompare(b.id));
const sorted = (draft: Draft) => ({ ...draft, nodes: byId(draft.nodes), edges: byId(draft.edges) });

const isOverEdge = ({ at }: Draft, { id, parent }: Draft["nodes"][number]): boolean => {
  const place = at[id];
  return parent !== null && place !== undefined && (place.x < CONTAINER_PADDING.x || place.y < CONTAINER_PADDING.top);
};

test("whatever goes into containers and out of them, the draft is valid, and one undo brings back what was", () => {
  let done = 0;
  fc.assert(
    fc.property(steps, (all) => {
      let draft = emptyDraft("Test");
      for (const step of all) {
        const edit = editOf(draft, step);
        const applied = edit && applyCommand(draft, Command.parse(edit));
        if (!applied?.ok) continue;
        const { draft: next, inverse } = applied;
        expect([Draft.safeParse(next).success, graphProblem(next)]).toEqual([true, null]);
        expect(next.nodes.filter((node) => isOverEdge(next, node))).toEqual([]);
        const undone = applyCommand(next, Command.parse(JSON.parse(JSON.stringify(inverse))));
        if (!undone.ok) throw new Error(undone.refusal);
        expect(sorted(undone.draft)).toEqual(sorted(draft));
        done += 1;
        draft = next;
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
  expect(done).toBeGreaterThan(500);
}, 30_000);
