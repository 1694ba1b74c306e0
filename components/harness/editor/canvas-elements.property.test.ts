import fc from "fast-check";
import { expect, test } from "vitest";
import { CanvasElements } from "@/components/harness/editor/canvas-elements";
import { readingOrder } from "@/lib/harness/canvas/reading-order";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { type Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { moves, play } from "@/lib/harness/testing/random-edits";

const NONE: ReadonlySet<string> = new Set();
const copyOf = (draft: Draft): Draft => structuredClone(draft);

test("after any edits the canvas draws what it would draw of the same draft opened anew", () => {
  fc.assert(
    fc.property(moves, (steps) => {
      const elements = new CanvasElements();
      for (const draft of play(steps).drafts) {
        const fresh = new CanvasElements();
        const selection = new Set(draft.nodes.slice(0, 1).map((node) => node.id));
        expect(readingOrder(draft)).toEqual(readingOrder(copyOf(draft)));
        expect(elements.nodes(draft, selection)).toEqual(fresh.nodes(copyOf(draft), selection));
        expect(elements.edges(draft, NONE)).toEqual(fresh.edges(copyOf(draft), NONE));
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 30_000);

test("the name of a step is no news for the lists of nodes and lines", () => {
  fc.assert(
    fc.property(moves, (steps) => {
      const draft = play(steps).drafts.at(-1) ?? emptyDraft("Test");
      const [node] = draft.nodes;
      if (!node) return;
      const elements = new CanvasElements();
      const before = [elements.nodes(draft, NONE), elements.edges(draft, NONE)];
      const renamed = applyCommand(draft, { kind: "set-node", id: node.id, change: { label: "Another name" } });
      if (!renamed.ok) throw new Error(renamed.refusal);
      expect(elements.nodes(renamed.draft, NONE)).toBe(before[0]);
      expect(elements.edges(renamed.draft, NONE)).toBe(before[1]);
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 30_000);
