import { expect, test } from "vitest";
import { findInPrompts, replaceInPrompt, usedPrompts } from "@/lib/harness/canvas/find-in-prompts";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { promptBody } from "@/lib/harness/prompts/prompt-body";

const library = [
  {
    key: "voice",
    revisions: [
      { rev: 1, body: promptBody({ system: "Be kind.", user: "Say kindly {{ input.message }}" }) },
      { rev: 2, body: promptBody({ system: "Be brief. Be BRIEF.", user: "" }) },
    ],
  },
  { key: "voice/short", revisions: [{ rev: 1, body: promptBody({ system: "Kind and short.", user: "" }) }] },
  {
    key: "other",
    revisions: [{ rev: 1, body: promptBody({ system: "Kind too, but nobody uses it here.", user: "" }) }],
  },
];
const prompt = (ref: object) => ({ prompt: { system: "", user: "", ref: JSON.parse(JSON.stringify(ref)) } });
const draft = testGraph({
  newest: { kind: "llm", config: prompt({ prompt: "voice", rev: "latest" }) },
  pinned: { kind: "llm", config: prompt({ prompt: "voice", rev: 2 }) },
  old: { kind: "llm", config: prompt({ prompt: "voice", rev: 1 }) },
  short: { kind: "agent", config: prompt({ prompt: "voice", variant: "short", rev: "latest" }) },
  gone: { kind: "llm", config: prompt({ prompt: "gone", rev: 1 }) },
  own: { kind: "llm", config: { prompt: { system: "kind of its own", user: "" } } },
});

test("the prompts that a draft uses are searched by the revision that its steps use, and no others", () => {
  const used = usedPrompts(draft, library);
  expect(used.map(({ name, rev, newest, users }) => [name, rev, newest, users.length])).toEqual([
    ["voice", 2, 2, 2],
    ["voice", 1, 2, 1],
    ["voice/short", 1, 1, 1],
  ]);
  expect(used[0]?.users.map(({ id, isPinned }) => [id, isPinned])).toEqual([
    [nodeId("newest"), false],
    [nodeId("pinned"), true],
  ]);
  const found = findInPrompts(used, { text: "kind", matchCase: false });
  expect(found.map(({ used: { name, rev }, found: places }) => [name, rev, places.map((one) => one.path[0])])).toEqual([
    ["voice", 1, ["0", "1"]],
    ["voice/short", 1, ["0"]],
  ]);
  expect(findInPrompts(used, { text: "", matchCase: false })).toEqual([]);
});

test("every place of a prompt is replaced, in the case that was searched for", () => {
  const replaceAll = (matchCase: boolean) =>
    findInPrompts(usedPrompts(draft, library), { text: "brief", matchCase }).map(
      (one) => replaceInPrompt(one, "brief".length, "short").messages[0]?.content,
    );
  expect(replaceAll(false)).toEqual(["Be short. Be short."]);
  expect(replaceAll(true)).toEqual(["Be short. Be BRIEF."]);
});

test("an example of a prompt is found and replaced, and who says it stays", () => {
  const examples = [
    { role: "user" as const, content: "Where is it?" },
    { role: "assistant" as const, content: "It is where you left it." },
  ];
  const body = promptBody({ system: "", examples, user: "{{ input.q }}" });
  const used = usedPrompts(draft, library).map((one) => ({ ...one, body }));
  const [found] = findInPrompts(used, { text: "where", matchCase: false });
  expect(found && replaceInPrompt(found, "where".length, "here").messages).toEqual([
    { role: "user", content: "here is it?" },
    { role: "assistant", content: "It is here you left it." },
    { role: "user", content: "{{ input.q }}" },
  ]);
});
