import { expect, test } from "vitest";
import { CATALOGUE, PALETTE } from "@/lib/harness/nodes/catalogue";

test("the palette has every kind but the placeholder of an import", () => {
  const off = CATALOGUE.filter((one) => !PALETTE.includes(one)).map(({ kind }) => kind);
  expect(off).toEqual(["placeholder"]);
});
