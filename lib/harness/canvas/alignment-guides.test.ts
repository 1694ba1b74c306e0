import { expect, test } from "vitest";
import { alignmentGuides } from "@/lib/harness/canvas/alignment-guides";

const rect = (x: number, y: number, w = 100, h = 40) => ({ x, y, w, h });

test("the nearest edge or middle within reach pulls, on each axis by itself", () => {
  const { dx, dy, guides } = alignmentGuides(rect(4, 203), [rect(0, 0), rect(5, 500), rect(400, 200)]);
  expect([dx, dy]).toEqual([1, -3]);
  expect(guides.map(({ axis, at }) => ({ axis, at }))).toEqual([
    { axis: "x", at: 5 },
    { axis: "y", at: 200 },
  ]);
});

test("middles of cards of different widths align", () => {
  expect(alignmentGuides(rect(27, 200), [rect(0, 0, 150)]).dx).toBe(-2);
});

test("what is further away than the reach does not pull", () => {
  expect(alignmentGuides(rect(7, 307), [rect(0, 0), rect(200, 300, 90, 30)])).toEqual({ dx: 0, dy: 0, guides: [] });
});
