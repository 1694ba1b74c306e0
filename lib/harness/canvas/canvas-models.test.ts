import { expect, test } from "vitest";
import { addCommand } from "@/lib/harness/canvas/add-target";
import { alignmentGuides } from "@/lib/harness/canvas/alignment-guides";
import { arrangeNodes } from "@/lib/harness/canvas/arrange-nodes";
import { branchOf } from "@/lib/harness/canvas/branch-of";
import { bulkChange, bulkFields } from "@/lib/harness/canvas/bulk-edit";
import { cardName } from "@/lib/harness/canvas/card-name";
import { connectTargets, entryFor } from "@/lib/harness/canvas/connect-targets";
import { edgeRoute, laneFor } from "@/lib/harness/canvas/edge-route";
import { findInDraft, replaceInDraft } from "@/lib/harness/canvas/find-in-draft";
import { frameOf, groupNodes, hiddenBy } from "@/lib/harness/canvas/group-nodes";
import { layoutScope } from "@/lib/harness/canvas/layout-scope";
import { matchEntries, nodeEntries } from "@/lib/harness/canvas/node-entry";
import { type Rect, rectsOf } from "@/lib/harness/canvas/place-on-canvas";
import { neighbourOf, readingOrder } from "@/lib/harness/canvas/reading-order";
import { spliceEdge } from "@/lib/harness/canvas/splice-edge";
import { edgeId, nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { newNode } from "@/lib/harness/nodes/new-node";
import { apply } from "@/lib/harness/testing/demo-draft";

const chain = () => testGraph({ start: { kind: "trigger.chat" }, a: {}, b: {} }, ["start > a", "a > b"]);

test("a guide appears within 6 px and says how far the card has to move; beyond that nothing is pulled", () => {
  const other = { x: 0, y: 0, w: 100, h: 40 };
  const near = alignmentGuides({ x: 5, y: 200, w: 100, h: 40 }, [other]);
  expect(near).toMatchObject({ dx: -5, dy: 0 });
  expect(near.guides[0]).toEqual({ axis: "x", at: 0, from: 0, to: 240 });
  expect(alignmentGuides({ x: 7, y: 200, w: 100, h: 40 }, [other]).guides).toEqual([]);
});

test("cards are aligned and spread as one edit; cards of different containers are not", () => {
  const draft = testGraph({
    a: { at: [0, 1] },
    b: { at: [40, 100] },
    c: { at: [16, 500] },
    map: { kind: "map" },
    d: { parent: "map" },
  });
  const ids = new Set(["a", "b", "c"].map(nodeId));
  const aligned = arrangeNodes(draft, ids, "left");
  expect(aligned?.kind === "move" && Object.values(aligned.at).map((place) => place.x)).toEqual([0, 0, 0]);
  const spread = arrangeNodes(draft, ids, "rows");
  expect(spread?.kind === "move" && spread.at[nodeId("b")]?.y).toBe(251);
  expect(arrangeNodes(draft, new Set([nodeId("a"), nodeId("d")]), "left")).toBeNull();
});

test("who tidies up everything gets everything, also with cards selected; else what is selected is placed", () => {
  const draft = testGraph({ a: {}, b: {}, c: {} });
  const two = new Set(["a", "b"].map(nodeId));
  expect(layoutScope(draft, two, true)).toBeNull();
  expect(layoutScope(draft, two, false)).toEqual(two);
  expect(layoutScope(draft, new Set([nodeId("a")]), false)).toBeNull();
  const large = testGraph(Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`s${index}`, {}])));
  expect(layoutScope(large, new Set([nodeId("s1")]), false)).toEqual(new Set([nodeId("s1")]));
  expect(layoutScope({ ...large, at: {} }, new Set(), false)?.size).toBe(301);
});

test("where a line may end is known with the reason", () => {
  const draft = testGraph({ a: {}, b: {}, map: { kind: "map" }, inner: { parent: "map" } }, ["a > b"]);
  const targets = connectTargets(draft, { node: nodeId("b"), port: "out" }, "from");
  expect(targets.get(nodeId("a"))).toMatch(/circle/);
  expect(targets.get(nodeId("inner"))).toMatch(/inside a map/);
  expect(targets.get(nodeId("map"))).toBeNull();
  expect(entryFor(draft, { node: nodeId("inner"), port: "out" }, nodeId("map"))).toBe("collect");
});

test("a branch is what comes after, with the content of containers", () => {
  const draft = testGraph({ a: {}, map: { kind: "map" }, inner: { parent: "map" }, other: {} }, [
    "a > map",
    "map.body > inner",
  ]);
  expect(branchOf(draft, [nodeId("a")])).toEqual(new Set(["a", "map", "inner"].map(nodeId)));
  expect(branchOf(draft, [nodeId("map")], "before")).toContain(nodeId("a"));
});

const isOver = (one: Rect, other: Rect) =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

test("a node put on a line splits it, makes room below, covers nothing and is one step of undo", () => {
  const draft = chain();
  const node = newNode(draft, "transform");
  const command = spliceEdge(draft, edgeId("a", "b"), node);
  const next = command && apply(draft, command);
  expect(next?.edges.map((edge) => [edge.from.node, edge.to.node])).toEqual([
    [nodeId("start"), nodeId("a")],
    [nodeId("a"), node.id],
    [node.id, nodeId("b")],
  ]);
  expect((next?.at[nodeId("b")]?.y ?? 0) - (next?.at[node.id]?.y ?? 0)).toBeGreaterThan(52);
  expect(next?.at[nodeId("a")]).toEqual(draft.at[nodeId("a")]);
  const rects = next ? [...rectsOf(next).values()] : [];
  expect(rects.flatMap((one) => rects.filter((other) => one !== other && isOver(one, other)))).toEqual([]);
  expect(spliceEdge(draft, edgeId("a", "b"), newNode(draft, "end"))).toBeNull();
});

test("an appended node follows the selected one; one dropped on a container is inside of it", () => {
  const draft = testGraph({ a: {}, map: { kind: "map", at: [400, 400] } });
  const appended = addCommand(draft, { kind: "end" }, { kind: "append", after: nodeId("a") });
  expect(appended.command).toMatchObject({ edges: [{ from: { node: nodeId("a"), port: "out" } }] });
  const dropped = addCommand(draft, { kind: "transform" }, { kind: "dropped", place: { x: 440, y: 500 } });
  expect(dropped.node.parent).toBe(nodeId("map"));
  const tool = addCommand(draft, { kind: "tool", tool: "orders_get" }, { kind: "append", after: undefined });
  expect(tool.node).toMatchObject({ key: "orders_get", label: "Orders get", config: { tool: "orders_get" } });
});

test("search finds prompts, templates, expressions and names, and replaces them as one edit", () => {
  const draft = testGraph({
    ask: {
      kind: "llm",
      label: "Ask about Kettle",
      config: { slot: "main", prompt: { system: "kettle help", user: "{{ input.message }}" } },
    },
    end: { kind: "end", in: { answer: { cel: "steps.ask.output.kettle" } } },
  });
  const search = { text: "kettle", matchCase: false };
  const found = findInDraft(draft, search);
  expect(found.map((one) => one.path.join("."))).toEqual(["label", "config.prompt.system", "in.answer.cel"]);
  const command = replaceInDraft(draft, search, "pot", found);
  const next = command && apply(draft, command);
  expect(next?.nodes[0]).toMatchObject({
    label: "Ask about pot",
    config: { slot: "main", prompt: { system: "pot help" } },
  });
  expect(next?.nodes[1]?.in).toEqual({ answer: { cel: "steps.ask.output.pot" } });
  expect(findInDraft(draft, { text: "kettle", matchCase: true })).toHaveLength(2);
  expect(findInDraft(draft, { text: "main", matchCase: false })).toEqual([]);
});

test("names of groups are found and replaced with the rest as one edit; a stored prompt is no text of the draft", () => {
  const draft = {
    ...testGraph({
      a: { label: "Kettle" },
      ask: { kind: "llm", config: { prompt: { ref: { prompt: "p", rev: 1 } } } },
    }),
    groups: [{ id: "g_abcdefghij", label: "The kettle part", colour: 0, nodes: [nodeId("a")], collapsed: false }],
  };
  const search = { text: "kettle", matchCase: false };
  const found = findInDraft(draft, search);
  expect(found.map((one) => one.nodeId)).toEqual([nodeId("a"), "g_abcdefghij"]);
  const command = replaceInDraft(draft, search, "pot", found);
  const next = command && apply(draft, command);
  expect([next?.nodes[0]?.label, next?.groups[0]?.label]).toEqual(["pot", "The pot part"]);
});

test("a collapsed group hides what is in it, containers with their content; a frame encloses its nodes", () => {
  const draft = testGraph({ a: {}, map: { kind: "map" }, inner: { parent: "map" } });
  const command = groupNodes(draft, new Set([nodeId("a"), nodeId("map")]), "g_abcdefghij");
  const grouped = command && apply(draft, command);
  const [group] = grouped?.groups ?? [];
  expect(grouped && group && frameOf(grouped, group)?.x).toBe(-16);
  const collapsed = { ...draft, groups: group ? [{ ...group, collapsed: true }] : [] };
  expect(new Set(hiddenBy(collapsed).keys())).toEqual(new Set(["a", "map", "inner"].map(nodeId)));
  expect(groupNodes(draft, new Set([nodeId("a"), nodeId("inner")]), "g_abcdefghij")).toBeNull();
});

test("Tab goes in the order of a run; arrows follow lines and else the nearest card", () => {
  const draft = testGraph(
    {
      lonely: { at: [300, 1] },
      start: { kind: "trigger.chat", at: [0, 2] },
      split: { kind: "branch", at: [0, 100] },
      no: { at: [200, 200] },
      yes: { at: [0, 200] },
    },
    ["start > split", "split.else > no", "split.yes > yes"],
  );
  expect(readingOrder(draft).map((node) => node.key)).toEqual(["start", "split", "yes", "no", "lonely"]);
  expect(neighbourOf(draft, nodeId("split"), "down")).toBe(nodeId("yes"));
  expect(neighbourOf(draft, nodeId("yes"), "right")).toBe(nodeId("no"));
  expect(neighbourOf(draft, nodeId("start"), "up")).toBeNull();
});

test("a line goes straight when it can and beside what stands in its way", () => {
  expect(edgeRoute({ x: 10, y: 0 }, { x: 10, y: 80 }, 10).path).toBe("M10,0L10,80");
  const obstacle = { x: -90, y: 100, w: 184, h: 52 };
  expect(laneFor({ x: 0, y: 0 }, { x: 0, y: 300 }, [])).toBe(0);
  const lane = laneFor({ x: 0, y: 0 }, { x: 0, y: 300 }, [obstacle]);
  expect(lane < obstacle.x || lane > obstacle.x + obstacle.w).toBe(true);
});

test("the palette finds by name, synonym and tool, names first", () => {
  const entries = nodeEntries([{ key: "orders_get", description: "Looks an order up" }]);
  expect(matchEntries(entries, "if else")[0]?.id).toBe("branch");
  expect(matchEntries(entries, "orders")[0]?.id).toBe("tool:orders_get");
  expect(matchEntries(entries, "agent")[0]?.id).toBe("agent");
});

test("a field that all selected nodes have is set on all of them as one edit", () => {
  const draft = testGraph({ a: { kind: "llm" }, b: { kind: "agent" } });
  expect(bulkFields(draft, draft.nodes).map((row) => row.field)).toEqual([
    "slot",
    "timeoutMs",
    "maxAttempts",
    "onError",
  ]);
  const command = bulkChange(draft.nodes, "timeoutMs", "30000");
  expect(command && apply(draft, command).nodes.map((node) => node.policy.timeoutMs)).toEqual([30_000, 30_000]);
  expect(bulkFields(draft, [newNode(draft, "trigger.chat"), ...draft.nodes])).toEqual([]);
});

test("a card is called by label, kind, status and issues", () => {
  const { nodes } = testGraph({ ask: { kind: "llm" } });
  const run = {
    status: "error",
    durationMs: 1,
    attempts: 2,
    tokens: 0,
    costMicros: 0,
    simulated: false,
    ports: [],
    iterations: [],
  } as const;
  const finding = { rule: "no-timeout", severity: "block", explanation: "x" } as const;
  expect(nodes[0] && cardName(nodes[0], run, [finding])).toBe("ask, llm, failed, 2 attempts, 1 issue");
});
