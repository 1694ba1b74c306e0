import fc from "fast-check";
import { expect, test } from "vitest";
import { fitRowIds } from "@/components/ui/fit-row-ids";

test("a row keeps its id when another one is removed, and a new one never takes an id that is in use", () => {
  const three = fitRowIds([], 3);
  const without = three.filter((_, at) => at !== 1);
  expect(fitRowIds(without, 2)).toEqual([0, 2]);
  expect(fitRowIds(without, 3)).toEqual([0, 2, 3]);
});

test("there is one id for each row, all different, whatever comes and goes", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50), { maxLength: 20 }), fc.nat(30), (ids, count) => {
      const fitted = fitRowIds(ids, count);
      expect(new Set(fitted).size).toBe(count);
      expect(fitted.slice(0, ids.length)).toEqual(ids.slice(0, count));
    }),
  );
});
