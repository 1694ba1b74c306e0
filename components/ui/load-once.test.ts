import { expect, test } from "vitest";
import { loadOnce } from "@/components/ui/load-once";

test("what is loaded is loaded once for everybody", async () => {
  let loads = 0;
  const load = loadOnce(async () => ++loads);
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  expect(await load()).toBe(1);
});

test("a load that failed is tried again by the next who asks", async () => {
  let loads = 0;
  const load = loadOnce(async () => {
    loads++;
    if (loads === 1) throw new Error("No connection");
    return loads;
  });
  await expect(load()).rejects.toThrow("No connection");
  expect(await load()).toBe(2);
});
