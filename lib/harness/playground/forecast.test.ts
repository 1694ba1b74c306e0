import { expect, test } from "vitest";
import { forecastCost, needsConfirmation } from "@/lib/harness/playground/forecast";
import { promptBody } from "@/lib/harness/prompts/prompt-body";

const body = promptBody({ system: "x".repeat(4_000), user: "" });
const priced = { simulated: false, prices: { inputPerMTok: 10, outputPerMTok: 100, currency: "USD" } };
const sizes = { repeats: 2, outputTokens: 1_000 };

test("each column costs its prompt and its longest answer, on each row, as often as it is repeated", () => {
  const { runs, mostUsd } = forecastCost([{ body, model: priced }], [{}, {}, {}], sizes);
  expect(runs).toBe(6);
  // 6 answers of 1,000 tokens at 100, and 6 prompts of about 1,000 tokens at 10, with a margin.
  expect(mostUsd).toBeGreaterThan(0.66);
  expect(mostUsd).toBeLessThan(0.7);
});

test("a simulated model costs nothing, and one column without a price makes the whole unknown", () => {
  const simulated = { body, model: { simulated: true, prices: null } };
  expect(forecastCost([simulated], [{}], sizes).mostUsd).toBe(0);
  for (const model of [undefined, { simulated: false, prices: null }])
    expect(forecastCost([simulated, { body, model }], [{}], sizes).mostUsd).toBeNull();
  const euros = { simulated: false, prices: { ...priced.prices, currency: "EUR" } };
  expect(forecastCost([{ body, model: euros }], [{}], sizes).mostUsd).toBeNull();
});

test("what is dear, or of unknown price, is confirmed first; what is cheap runs", () => {
  expect(needsConfirmation({ runs: 1, mostUsd: 0.49 })).toBe(false);
  expect(needsConfirmation({ runs: 1, mostUsd: 0.5 })).toBe(true);
  expect(needsConfirmation({ runs: 1, mostUsd: null })).toBe(true);
});
