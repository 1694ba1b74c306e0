import { expect, test } from "vitest";
import { Batch } from "@/lib/platform/db/batch";

test("what is asked during a write goes out together with the next one", async () => {
  const groups: number[][] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const batch = new Batch<number, number>(
    async (items) => {
      groups.push(items);
      if (groups.length === 1) await gate;
      return items.map((item) => item * 10);
    },
    { lanes: 1, maxItems: 3 },
  );
  const first = batch.add(1);
  await new Promise((resolve) => setImmediate(resolve));
  const others = [2, 3, 4, 5].map((item) => batch.add(item));
  open();
  expect(await Promise.all([first, ...others])).toEqual([10, 20, 30, 40, 50]);
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
});

test("one bad item harms nobody else", async () => {
  const batch = new Batch<string, string>(
    async (items) => {
      if (items.includes("bad")) throw new Error("refused");
      return items;
    },
    { lanes: 1, maxItems: 10 },
  );
  const answers = await Promise.allSettled(["a", "bad", "b"].map((item) => batch.add(item)));
  expect(answers.map((answer) => answer.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
