import type { SandboxRule } from "@/lib/release/sandbox-script";

const TOLD = "remember that (?<fact>.{3,300})";
const FORGET = "forget (what|that|it|about)";

/** Keeps one note, changes it when there is one, tells it, and forgets it: with the tools of memory that it is offered. */
export const REMEMBERS: readonly SandboxRule[] = [
  { when: { refused: "memory_save" }, say: "I am not allowed to remember this: {{results.memory_save.reason}}" },
  { when: { refused: "memory_search" }, say: "I am not allowed to look this up: {{results.memory_search.reason}}" },
  {
    when: { userMatches: TOLD, notAfterTool: "memory_save" },
    callTool: { name: "memory_save", input: { key: "note", content: "{{match.fact}}" } },
  },
  { when: { afterTool: "memory_save" }, say: "I will remember that." },
  {
    when: { userMatches: TOLD, failed: "memory_save", notAfterTool: "memory_update" },
    callTool: {
      name: "memory_update",
      input: { key: "note", content: "{{match.fact}}", version: "{{results.memory_save.version}}" },
    },
  },
  { when: { afterTool: "memory_update" }, say: "I changed what I had noted." },
  { when: { failed: "memory_save" }, say: "I could not remember that: {{results.memory_save.error}}" },
  {
    when: { userMatches: FORGET, notAfterTool: "memory_forget" },
    callTool: { name: "memory_forget", input: { key: "note" } },
  },
  { when: { afterTool: "memory_forget" }, say: "I have forgotten it." },
  { when: { failed: "memory_forget" }, say: "There was nothing to forget: {{results.memory_forget.error}}" },
  {
    when: { userMatches: "(what do you know|what did i|do you remember)", notAfterTool: "memory_search" },
    callTool: { name: "memory_search", input: { query: "note {{user}}" } },
  },
  {
    when: { afterTool: "memory_search" },
    say: "This is what I know: {{results.memory_search.entries.0.content|nothing}}.",
  },
  { when: { failed: "memory_search" }, say: "I could not look that up: {{results.memory_search.error}}" },
];
