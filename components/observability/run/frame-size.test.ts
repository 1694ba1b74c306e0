import { expect, test } from "vitest";
import { frameSize, outermostFirst } from "@/components/observability/run/frame-size";

const STEP = { width: 100, height: 40 };
const nodes = [
  { id: "deep", parent: "inner", position: { x: 10, y: 20 } },
  { id: "inner", parent: "outer", position: { x: 50, y: 60 } },
  { id: "outer", parent: null, position: { x: 0, y: 0 } },
];

test("a frame has room for the frames inside of it", () => {
  expect(frameSize(nodes, "inner", STEP)).toEqual({ width: 134, height: 84 });
  expect(frameSize(nodes, "outer", STEP)).toEqual({ width: 208, height: 168 });
});

test("containers come before what is in them, however deep", () => {
  expect(outermostFirst(nodes).map(({ id }) => id)).toEqual(["outer", "inner", "deep"]);
});
