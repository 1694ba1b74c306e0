import type { InternalNode } from "reactflow";
import { expect, test } from "vitest";
import { mapShapes } from "@/components/harness/editor/map-shapes";

const node = (x: number, more: Partial<InternalNode> = {}): InternalNode => ({
  id: `n_${x}`,
  position: { x, y: 0 },
  data: {},
  width: 10,
  height: 5,
  measured: { width: 10, height: 5 },
  internals: { positionAbsolute: { x, y: 20 }, z: 0, userNode: { id: `n_${x}`, position: { x, y: 0 }, data: {} } },
  ...more,
});

test("each look is one path, at the places on the canvas", () => {
  const shapes = mapShapes([node(0), node(40), node(80, { selected: true }), node(0, { type: "container" })]);
  expect(shapes.cards).toBe("M0 20h10v5h-10zM40 20h10v5h-10z");
  expect(shapes.chosen).toBe("M80 20h10v5h-10z");
  expect(shapes.frames).toBe("M0 20h10v5h-10z");
  expect(shapes.bounds).toEqual({ x: 0, y: 20, width: 90, height: 5 });
});

test("what is hidden is not on the map, and an empty canvas has no bounds", () => {
  expect(mapShapes([node(0, { hidden: true })])).toEqual({ cards: "", frames: "", chosen: "", bounds: null });
});
