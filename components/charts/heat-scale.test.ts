import { expect, test } from "vitest";
import { heatStep } from "@/components/charts/heat-scale";

test("a failure rate takes the step whose fixed cut it does not exceed", () => {
  expect([0, 0.001, 0.01, 0.011, 0.05, 0.1, 0.25, 0.5, 0.51, 1].map(heatStep)).toEqual([0, 1, 1, 2, 3, 4, 5, 6, 7, 7]);
});
