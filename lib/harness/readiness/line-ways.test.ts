import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { linesTogether } from "@/lib/harness/readiness/line-ways";
import { linesInto } from "@/lib/harness/readiness/lines";

const yesNo = { kind: "branch" as const, config: { cases: [{ key: "yes", label: "", when: "true" }] } };

/** A fork; behind one of its exits so many more, each of which comes together again; then a step that both reach. */
function afterForks(count: number, meets: string) {
  const forks = Array.from({ length: count }, (_, at) => `f${at}`);
  const steps = forks.flatMap((fork) => [fork, `${fork}a`, `${fork}b`]);
  const draft = testGraph(
    {
      start: { kind: "trigger.chat" },
      first: yesNo,
      ...Object.fromEntries(steps.map((key) => [key, forks.includes(key) ? yesNo : {}])),
      last: {},
      other: {},
      meet: {},
    },
    [
      "start > first",
      "first.yes > f0",
      ...forks.flatMap((fork, at) => {
        const next = forks[at + 1] ?? "last";
        return [`${fork}.yes > ${fork}a`, `${fork}.else > ${fork}b`, `${fork}a > ${next}`, `${fork}b > ${next}`];
      }),
      `${meets} > other`,
      "last > meet",
      "other > meet",
    ],
  );
  return linesTogether(draft, linesInto(draft, nodeId("meet")));
}

test("what excludes each other at the first fork does so however many ways lie behind it", () => {
  for (const count of [1, 3, 6, 7, 12]) expect(afterForks(count, "first.else")).toBeNull();
});

test("two lines that one run can take are found, and of too many ways nothing is said", () => {
  expect(afterForks(3, "f0a")).toHaveLength(2);
  expect(afterForks(12, "f0a")).toBeNull();
});
