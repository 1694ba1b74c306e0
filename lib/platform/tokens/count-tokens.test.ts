import fc from "fast-check";
import { expect, test } from "vitest";
import { countTokens } from "@/lib/platform/tokens/count-tokens";

test("200 kB of anything is counted in a fraction of a second", () => {
  for (const text of ["a".repeat(200_000), " ".repeat(200_000), "ab".repeat(100_000)]) {
    const start = performance.now();
    expect(countTokens(text)).toBeGreaterThan(1_000);
    expect(performance.now() - start).toBeLessThan(1_000);
  }
});

test("control tokens are text, and any text can be counted", () => {
  expect(countTokens("<|endoftext|>")).toBeGreaterThan(1);
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => countTokens(text) >= 0));
});
