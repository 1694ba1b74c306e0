import { expect, test } from "vitest";
import { personNeeds } from "@/lib/harness/test-runs/test-person";
import { config, memoryDraft, ready, withNode } from "@/lib/harness/testing/readiness-drafts";

const grant = (scope: string, right: { read: boolean; write: boolean }) =>
  config("agent", { memory: [{ scope, ...right }] });

test("a test asks on whose behalf it runs when the draft uses the memory of a user or a conversation, and not otherwise", () => {
  const none = { user: false, conversation: false };
  const user = { user: true, conversation: false };
  const conversation = { user: false, conversation: true };
  expect(personNeeds(ready)).toEqual(none);
  expect(personNeeds(memoryDraft(true, "user"))).toEqual(user);
  expect(personNeeds(memoryDraft(true, "thread"))).toEqual(conversation);
  for (const scope of ["run", "agent", "tenant"]) expect(personNeeds(memoryDraft(true, scope))).toEqual(none);
  expect(personNeeds(grant("user", { read: true, write: false }))).toEqual(user);
  expect(personNeeds(grant("thread", { read: false, write: true }))).toEqual(conversation);
  expect(personNeeds(grant("user", { read: false, write: false }))).toEqual(none);
  expect(personNeeds(config("agent", { tools: ["memory_save"] }))).toEqual(user);
  expect(personNeeds(withNode("tool", { config: { tool: "memory_search" } }))).toEqual(user);
  // A conversation brings what is remembered about its user.
  const history = { user: true, conversation: true };
  expect(personNeeds({ ...ready, context: { ...ready.context, history: "thread" } })).toEqual(history);
  expect(personNeeds(config("agent", { context: { history: "thread" } }))).toEqual(history);
});
