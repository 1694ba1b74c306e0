import { expect, test } from "vitest";
import { meterOf } from "@/components/governance/budgets/budget-meter-model";

test("spent and reserved share one bar that never overflows", () => {
  expect(meterOf(25, 25, 100)).toEqual({ spentPercent: 25, reservedPercent: 25, tone: "calm" });
  expect(meterOf(90, 40, 100)).toEqual({ spentPercent: 90, reservedPercent: 10, tone: "full" });
  expect(meterOf(300, 1, 100)).toEqual({ spentPercent: 100, reservedPercent: 0, tone: "full" });
});

test("a budget warns from 80 % on", () => {
  expect(meterOf(79.9, 0, 100).tone).toBe("calm");
  expect(meterOf(60, 20, 100).tone).toBe("warn");
  expect(meterOf(0, 0, 100).tone).toBe("calm");
});
