import { expect, test } from "vitest";
import { actOnEach } from "@/components/ui/act-on-each";

const rows = ["a", "b", "c"];

test("a refusal of one row keeps no other from the act, and says why", async () => {
  const seen: number[] = [];
  const result = await actOnEach(rows, {
    act: async (row) => {
      if (row === "b") throw new Error("b is in use");
    },
    signal: new AbortController().signal,
    onProgress: (finished) => seen.push(finished),
  });
  expect(result).toEqual({ done: ["a", "c"], refused: [{ row: "b", why: "b is in use" }], left: [] });
  expect(seen).toEqual([1, 2, 3]);
});

test("what is stopped finishes the call under way and leaves the rest", async () => {
  const stop = new AbortController();
  const result = await actOnEach(rows, {
    act: async (row) => {
      if (row === "b") stop.abort();
    },
    signal: stop.signal,
    onProgress: () => {},
  });
  expect(result).toEqual({ done: ["a", "b"], refused: [], left: ["c"] });
});

test("one row is asked for after the other, never two at once", async () => {
  let underWay = 0;
  let most = 0;
  await actOnEach(rows, {
    act: async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    },
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  expect(most).toBe(1);
});
