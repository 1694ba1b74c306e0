import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyDraft } from "@/lib/harness/graph/draft";
import { newsOf, withNews } from "@/lib/harness/graph/draft-news";
import { moves, play } from "@/lib/harness/testing/random-edits";

test("a draft follows another one by its news alone, and keeps every node that has not changed", () => {
  fc.assert(
    fc.property(moves, (steps) => {
      const drafts = play(steps).drafts;
      let [before, follower] = [emptyDraft("Test"), structuredClone(emptyDraft("Test"))];
      for (const draft of drafts) {
        const next = withNews(follower, structuredClone(newsOf(before, draft)));
        expect(next).toEqual(draft);
        const unchanged = draft.nodes.filter((node) => before.nodes.includes(node)).map(({ id }) => id);
        for (const id of unchanged)
          expect(next.nodes.find((node) => node.id === id)).toBe(follower.nodes.find((node) => node.id === id));
        [before, follower] = [draft, next];
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 30_000);

test("news carry every field of a draft", () => {
  const before = emptyDraft("Test");
  const { nodes, format, ...fields } = structuredClone(before);
  expect(newsOf(before, { ...fields, format, nodes: before.nodes, name: "Other" }).fields).toEqual({
    ...fields,
    name: "Other",
  });
});
