import fc from "fast-check";
import { expect, test } from "vitest";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import { moves, play } from "@/lib/harness/testing/random-edits";

const AROUND = {
  library: { tools: new Map(), prompts: new Map(), knowledge: new Map(), releases: new Map() },
  verdicts: null,
  isDemo: true,
};

test("a draft that was checked after each of its edits has the report of the same draft opened anew", () => {
  fc.assert(
    fc.property(moves, (steps) => {
      for (const draft of play(steps).drafts)
        expect(assessReadiness({ draft, ...AROUND })).toEqual(
          assessReadiness({ draft: structuredClone(draft), ...AROUND }),
        );
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 60_000);
