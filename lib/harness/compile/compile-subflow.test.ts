import { expect, test } from "vitest";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import type { Library, PinnedRelease } from "@/lib/harness/compile/library";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";
import { manifestOf } from "@/lib/harness/releases/manifest-of.server";
import { apply, builtInLibrary, readyDraft } from "@/lib/harness/testing/demo-draft";

const release = (number: number): PinnedRelease => ({
  harness: "orders",
  release: number,
  releaseId: `00000000-0000-7000-8000-00000000000${number}`,
  contentHash: `hash-${number}`,
  inputs: [
    { name: "order_id", required: true },
    { name: "note", required: false },
  ],
});
const library: Library = {
  ...builtInLibrary,
  releases: new Map([release(1), release(2)].map((one) => [`orders@${one.release}`, one])),
};

function draftWith(more: Partial<DraftNode>) {
  const ready = readyDraft();
  const node = { ...newNode(ready, "subflow"), ...more };
  return apply(ready, { kind: "add-nodes", nodes: [node], edges: [], at: {} });
}
const given: DraftNode["in"] = { order_id: { lit: "A-1" } };

test("a subflow is pinned to the id of its release; the manifest names it with its hash", () => {
  const draft = draftWith({ config: { harness: "orders", release: 1 }, in: given });
  const compiled = compileDraft(draft, library);
  if (!compiled.ok) throw new Error(compiled.findings[0]?.explanation);
  expect(compiled.program.nodes.find((node) => node.kind === "subflow")?.config).toEqual({
    harness: "orders",
    release: 1,
    releaseId: release(1).releaseId,
  });
  const { inputs: _inputs, ...pinned } = release(1);
  expect(manifestOf(draft, 1, compiled, []).subflows).toEqual([pinned]);
});

test("an id that somebody wrote into the draft is not believed", () => {
  const config = { harness: "orders", release: 2, releaseId: release(1).releaseId };
  const compiled = compileDraft(draftWith({ config, in: given }), library);
  expect(compiled.ok && compiled.program.nodes.find((node) => node.kind === "subflow")?.config.releaseId).toBe(
    release(2).releaseId,
  );
});

test("a release that is not there, and a field that it needs, block", () => {
  const rulesOf = (node: Partial<DraftNode>) =>
    compileDraft(draftWith(node), library).findings.map(({ rule, severity, field }) => [rule, severity, field]);
  expect(rulesOf({ config: { harness: "orders", release: 3 }, in: given })).toEqual([
    ["unknown-release", "block", "release"],
  ]);
  expect(rulesOf({ config: { harness: "orders", release: 1 }, in: {} })).toEqual([
    ["missing-input", "block", "in.order_id"],
  ]);
});
