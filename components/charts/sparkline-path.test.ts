import { expect, test } from "vitest";
import { sparklinePath } from "@/components/charts/sparkline-path";

test("missing values break the line instead of falling to zero", () => {
  expect(sparklinePath([1, null, 1], 10, 10)).toBe("M0.0 1.0M10.0 1.0");
});

test("a series of zeros lies on the ground", () => {
  expect(sparklinePath([0, 0], 10, 10)).toBe("M0.0 9.0L10.0 9.0");
});
