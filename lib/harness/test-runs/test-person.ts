import { z } from "zod";
import type { Draft } from "@/lib/harness/graph/draft";
import { ownContextOf } from "@/lib/harness/nodes/own-context";
import { memoryGrantsOf } from "@/lib/release/memory-grants-of";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** On whose behalf a test run runs, and in which conversation. Names of the person who tests: they are no keys of anything. */
export const TestPerson = z.strictObject({
  user: z.string().trim().min(1).max(80).optional(),
  /** The same name goes on with the same conversation of the same test user. */
  conversation: z.string().trim().min(1).max(80).optional(),
});
export type TestPerson = z.infer<typeof TestPerson>;

/** Whose memory a draft uses that only a run with a user, or in a conversation, has. */
export type PersonNeeds = { user: boolean; conversation: boolean };

/** The end user of a test run. Memory is kept by environment; the word before the name shows everywhere that it is no person. */
export const testUserKey = (user: string): string => `test:${user}`;

/** What memory steps, grants of agents, tools that remember and histories of the draft want to know of a run. */
export function personNeeds(draft: Pick<Draft, "nodes" | "context">): PersonNeeds {
  const scopes = new Set<string>(draft.nodes.flatMap(scopesOf));
  const isThread = draft.nodes.some((node) => (ownContextOf(node).history ?? draft.context.history) === "thread");
  return { user: scopes.has("user") || isThread, conversation: scopes.has("thread") || isThread };
}

const REMEMBERING = new Set(["memory_save", "memory_search"]);
const Tools = z.object({ tool: z.string().optional(), tools: z.array(z.string()).optional() });

function scopesOf(node: Draft["nodes"][number]): string[] {
  const { kind, config } = node;
  if (kind === "memory.read" || kind === "memory.write") {
    const scope = NODE_CONFIG[kind].shape.scope.safeParse(config.scope).data;
    return scope ? [scope] : [];
  }
  // Tools that remember use the memory of the user.
  const { tool, tools = [] } = Tools.safeParse(config).data ?? {};
  const remembers = [tool, ...tools].some((key) => key !== undefined && REMEMBERING.has(key));
  const granted = memoryGrantsOf(node).filter(({ read, write }) => read || write);
  return [...granted.map(({ scope }) => scope), ...(remembers ? ["user"] : [])];
}
