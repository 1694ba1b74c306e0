import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { createEditorStore } from "@/components/harness/editor/editor-store";
import { loadStepRenamer } from "@/components/harness/editor/step-renamer";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import { emptyDraft } from "@/lib/harness/graph/draft";

/** A server with one draft, which takes no edit with the name "bad" and at most 4 MB at once. */
const server = { draft: emptyDraft("Test"), rev: 1, sizes: [] as number[], bytes: [] as number[], isOpen: true };
const problem = (status: number, message: string) =>
  Response.json({ code: "x", title: "T", errors: [{ pointer: "/commands/0", message }] }, { status });

async function answer(request: Request): Promise<Response> {
  if (request.method === "GET") return Response.json({ draft: server.draft, rev: server.rev, updatedBy: "user:x" });
  const text = await request.text();
  const { commands } = JSON.parse(text) as { commands: Command[] };
  server.sizes.push(commands.length);
  server.bytes.push(text.length);
  if (!server.isOpen) return problem(403, "Not now");
  for (const command of commands) if (JSON.stringify(command).includes('"bad"')) return problem(422, "It does not fit");
  for (const command of commands) {
    const applied = applyCommand(server.draft, command);
    if (!applied.ok) return problem(422, applied.refusal);
    server.draft = applied.draft;
  }
  server.rev += 1;
  return Response.json({ rev: server.rev });
}

vi.stubGlobal("fetch", answer);
const { DraftSaver } = await import("@/components/harness/editor/draft-saver");
afterAll(() => vi.unstubAllGlobals());
beforeEach(async () => {
  await loadStepRenamer();
  Object.assign(server, { draft: emptyDraft("Test"), rev: 1, sizes: [], bytes: [], isOpen: true });
});

function editor() {
  const store = createEditorStore(emptyDraft("Test"), 1, false);
  const states: { kind: string; message?: string }[] = [];
  const saver = new DraftSaver({ tenant: "t", harness: "h" }, store, (state) => states.push(state));
  const run = (change: Extract<Command, { kind: "set-draft" }>["change"]) =>
    store.getState().run({ kind: "set-draft", change });
  return { store, saver, run, state: () => states.at(-1) };
}
const describing = (text: string) => ({ outputs: { type: "object", description: text } });

test("an edit that the server refuses for good is not sent again; what came before it is saved, and nothing is lost", async () => {
  const { store, saver, run, state } = editor();
  for (const name of ["one", "two", "three", "bad", "five"]) run({ name });
  await saver.flush();
  expect(state()).toEqual({ kind: "refused", message: "It does not fit." });
  expect([server.draft.name, store.getState().pending.length]).toEqual(["three", 2]);
  expect(saver.waiting()).toMatchObject({ batch: null, pending: [{ change: { name: "bad" } }, {}] });
  const { length } = server.sizes;
  run(describing("later"));
  await saver.flush();
  expect(server.sizes).toHaveLength(length);
});

test("without the refused edit the rest is saved, on what the server has", async () => {
  const { store, saver, run, state } = editor();
  run({ name: "bad" });
  run(describing("kept"));
  await saver.flush();
  server.draft = { ...server.draft, inputs: { type: "object", description: "theirs" } };
  server.rev += 1;
  await saver.discard();
  expect(state()?.kind).toBe("saved");
  expect(store.getState()).toMatchObject({ pending: [], past: [], rev: server.rev });
  expect(server.draft).toMatchObject({
    name: "Test",
    outputs: { description: "kept" },
    inputs: { description: "theirs" },
  });
  expect(store.getState().draft).toEqual(server.draft);
});

test("a refusal that may pass is tried again with the same edits", async () => {
  const { saver, run, state } = editor();
  run({ name: "one" });
  server.isOpen = false;
  await saver.flush();
  expect(state()?.kind).toBe("failed");
  server.isOpen = true;
  await saver.flush();
  expect([state()?.kind, server.draft.name, server.sizes]).toEqual(["saved", "one", [1, 1]]);
});

test("no request is larger than the server takes, however large the edits are", async () => {
  const { saver, run, state } = editor();
  for (const letter of ["a", "b", "c", "ä"]) run(describing(letter.repeat(1_500_000)));
  await saver.flush();
  expect([state()?.kind, server.sizes]).toEqual(["saved", [2, 1, 1]]);
  expect(Math.max(...server.bytes)).toBeLessThan(4_000_000);
});
