import { expect, test } from "vitest";
import { addCommand } from "@/lib/harness/canvas/add-target";
import { CONTAINER_PADDING } from "@/lib/harness/canvas/card-size";
import { containerPlaces } from "@/lib/harness/canvas/container-places";
import { dropContainer, dropFrames, groupHeldAt, heldAt } from "@/lib/harness/canvas/drop-frames";
import { moveInside } from "@/lib/harness/canvas/move-inside";
import { edgeId, nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";
import type { Draft } from "@/lib/harness/graph/draft";
import { pasteNodes } from "@/lib/harness/graph/paste-nodes";
import { apply } from "@/lib/harness/testing/demo-draft";

const lines = ({ nodes, edges }: Draft) => {
  const key = (id: string) => nodes.find((node) => node.id === id)?.key;
  return edges.map(({ from, to }) => `${key(from.node)}.${from.port} > ${key(to.node)}.${to.port}`).sort();
};

function moved(draft: Draft, keys: string[], parent: string | null, at?: Draft["at"]) {
  const made = moveInside(draft, keys.map(nodeId), parent && nodeId(parent), at);
  if (!made.ok) throw new Error(made.refusal);
  return { draft: apply(draft, made.command), lost: made.lost };
}

test("steps that are put into an empty loop become its body in one edit, and lines over its border are named", () => {
  const draft = testGraph({ start: { kind: "trigger.chat" }, a: {}, b: {}, again: { kind: "loop" }, after: {} }, [
    "start > a",
    "a > b",
    "b > after",
  ]);
  const { draft: next, lost } = moved(draft, ["a", "b"], "again");
  expect(lines(next)).toEqual(["a.out > b.in", "again.body > a.in", "b.out > again.next"]);
  expect(lost.map((edge) => edge.id).sort()).toEqual([edgeId("b", "after"), edgeId("start", "a")].sort());
  expect(next.at[nodeId("a")]).toMatchObject({ x: CONTAINER_PADDING.x, y: CONTAINER_PADDING.top });
  expect(next.at[nodeId("b")]?.y).toBeGreaterThan(next.at[nodeId("a")]?.y ?? 0);
});

test("a body that is there keeps its lines, and what is moved out stands beside the container", () => {
  const draft = testGraph({ each: { kind: "map" }, first: { parent: "each" }, more: {} }, [
    "each.body > first",
    "first > each.collect",
  ]);
  expect(lines(moved(draft, ["more"], "each").draft)).toEqual(lines(draft));
  const out = moved(draft, ["first"], null);
  expect(out.lost).toHaveLength(2);
  expect(out.draft.at[nodeId("first")]?.x).toBeGreaterThan(184);
});

test("what is dropped lies where it was dropped, and never over the edge or the head of its container", () => {
  const draft = testGraph({ each: { kind: "map", at: [400, 400] }, a: {}, b: {} });
  const at = { [nodeId("a")]: { x: 390, y: 500 }, [nodeId("b")]: { x: 590, y: 560 } };
  const { draft: next } = moved(draft, ["a", "b"], "each", at);
  expect(next.at).toMatchObject({ [nodeId("a")]: { x: 24, y: 100 }, [nodeId("b")]: { x: 224, y: 160 } });
});

test("what moves with a container around it keeps its place there, wherever it was dropped itself", () => {
  const draft = testGraph({ outer: { kind: "map" }, each: { kind: "map", parent: "outer" } });
  const dropped = { [nodeId("each")]: { x: 285, y: 5 } };
  const { draft: next } = moved(draft, ["outer", "each"], null, dropped);
  expect(next.at[nodeId("each")]).toEqual(draft.at[nodeId("each")]);
});

test("a trigger, an end and a container that would be inside of itself stay out, with the reason", () => {
  const draft = testGraph({
    start: { kind: "trigger.chat" },
    stop: { kind: "end" },
    outer: { kind: "map" },
    inner: { kind: "map", parent: "outer" },
  });
  const refusal = (key: string, parent: string) => {
    const made = moveInside(draft, [nodeId(key)], nodeId(parent));
    return made.ok ? null : made.refusal;
  };
  expect(refusal("start", "outer")).toMatch(/starts runs/);
  expect(refusal("stop", "outer")).toMatch(/ends the run/);
  expect(refusal("outer", "inner")).toMatch(/inside of itself/);
  expect(containerPlaces(draft, new Set([nodeId("inner")])).map(({ id }) => id)).toEqual([null]);
});

test("a group loses the step that leaves its container, and comes along when all of it does", () => {
  const group = { id: "g_abcdefghij", label: "Two", colour: 0, nodes: [nodeId("a"), nodeId("b")], collapsed: false };
  const draft = { ...testGraph({ a: {}, b: {}, each: { kind: "map" } }), groups: [group] };
  expect(moved(draft, ["a"], "each").draft.groups).toEqual([{ ...group, nodes: [nodeId("b")] }]);
  expect(moved(draft, ["a", "b"], "each").draft.groups).toEqual([group]);
});

test("a card goes into the innermost container under the pointer, and leaves one only when it is clear of it", () => {
  const draft = testGraph({
    outer: { kind: "map", at: [0, 0] },
    inner: { kind: "map", parent: "outer", at: [24, 92] },
    step: { parent: "inner", at: [24, 92] },
    free: { at: [900, 0] },
  });
  const target = (key: string, place: { x: number; y: number }, pointer: { x: number; y: number }) => {
    const held = heldAt(draft, nodeId(key), place);
    return held && dropContainer(dropFrames(draft, new Set([nodeId(key)])), pointer, held);
  };
  expect(target("free", { x: 60, y: 200 }, { x: 100, y: 220 })).toBe(nodeId("inner"));
  expect(target("free", { x: 900, y: 40 }, { x: 950, y: 60 })).toBeNull();
  expect(target("step", { x: 100, y: 92 }, { x: 270, y: 240 })).toBe(nodeId("inner"));
  expect(target("step", { x: 300, y: 92 }, { x: 900, y: 240 })).toBeNull();
  expect(target("inner", { x: 24, y: 92 }, { x: 40, y: 100 })).toBe(nodeId("outer"));
});

test("the frame of a group goes into a container with its steps, which stay one group, and out of it when it is clear of it", () => {
  const plain = testGraph({ each: { kind: "map", at: [0, 0] }, a: { at: [600, 0] }, b: { at: [600, 100] } }, ["a > b"]);
  const nodes = ["a", "b"].map(nodeId);
  const draft = { ...plain, groups: [{ id: "g_pair000000", label: "Pair", colour: 0, nodes, collapsed: false }] };
  const frames = (of: Draft) => dropFrames(of, new Set(nodes));
  const target = (of: Draft, place: { x: number; y: number }, pointer: { x: number; y: number }) =>
    dropContainer(frames(of), pointer, groupHeldAt(of, nodeId("a"), place, { w: 216, h: 212 }));
  expect(target(draft, { x: 40, y: 60 }, { x: 100, y: 80 })).toBe(nodeId("each"));
  expect(target(draft, { x: 584, y: 40 }, { x: 600, y: 60 })).toBeNull();
  const { draft: inside } = moved(draft, ["a", "b"], "each", {
    [nodeId("a")]: { x: 60, y: 100 },
    [nodeId("b")]: { x: 60, y: 200 },
  });
  expect(inside.groups).toEqual(draft.groups);
  expect(lines(inside)).toEqual(["a.out > b.in", "b.out > each.collect", "each.body > a.in"]);
  expect(target(inside, { x: 120, y: 60 }, { x: 900, y: 80 })).toBe(nodeId("each"));
  expect(target(inside, { x: 880, y: 60 }, { x: 900, y: 80 })).toBeNull();
});

test("with a container selected a new step is its body, and every further one comes before the end of the body", () => {
  let draft = testGraph({ each: { kind: "map" }, again: { kind: "loop" } });
  for (const [after, kind] of [
    ["each", "transform"],
    ["each", "llm"],
    ["model_call", "code"],
  ] as const) {
    const id = draft.nodes.find((node) => node.key === after)?.id;
    draft = apply(draft, addCommand(draft, { kind }, { kind: "append", after: id }).command);
  }
  expect(draft.nodes.slice(2).map((node) => [node.key, node.parent])).toEqual([
    ["transform", nodeId("each")],
    ["model_call", nodeId("each")],
    ["code", nodeId("each")],
  ]);
  expect(lines(draft)).toEqual([
    "code.out > each.collect",
    "each.body > transform.in",
    "model_call.out > code.in",
    "transform.out > model_call.in",
  ]);
  const end = addCommand(draft, { kind: "end" }, { kind: "append", after: nodeId("each") });
  expect(end.node.parent).toBeNull();
});

test("what is pasted goes into the container that is meant, unless something in it cannot be inside", () => {
  const draft = testGraph(
    { start: { kind: "trigger.chat" }, a: { at: [900, 900] }, b: { at: [900, 1_000] }, each: { kind: "map" } },
    ["a > b"],
  );
  const paste = (keys: string[], into: string | null, source = draft) => {
    const command = pasteNodes(source, copyNodes(source, new Set(keys.map(nodeId))), into && nodeId(into));
    if (!command || typeof command === "string") throw new Error("It can be pasted.");
    return { draft: apply(source, command), pasted: command.nodes };
  };
  const inside = paste(["a", "b"], "each");
  expect(inside.pasted.map((node) => node.parent)).toEqual([nodeId("each"), nodeId("each")]);
  expect(lines(inside.draft)).toContain("each.body > a_2.in");
  expect(lines(inside.draft)).toContain("b_2.out > each.collect");
  expect(inside.draft.at[inside.pasted[0]?.id ?? ""]).toEqual({ x: 24, y: 92 });
  expect(paste(["a", "start"], "each").pasted.map((node) => node.parent)).toEqual([null, null]);
  expect(paste(["each"], "each").pasted.map((node) => node.parent)).toEqual([null]);
});
