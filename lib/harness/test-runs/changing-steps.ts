import { literalHost } from "@/lib/release/literal-host";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Program, ProgramNode } from "@/lib/release/program";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** A step whose calls may change something outside, and what it may call, in words. */
export type ChangingStep = { node: string; calls: string[] };
/** What each release that a subflow step runs may call itself, by the id of the release. */
export type CallsInside = ReadonlyMap<string, readonly string[]>;

/**
 * Steps of a test whose calls may change something outside. Not among them: steps whose output is given, and tools that
 * always answer with what is prepared in them. `inside`: what runs in the subflows, as `callsOf` names it.
 */
export function changingSteps(program: Program, inside: CallsInside): ChangingStep[] {
  return program.nodes.flatMap((node) => {
    const calls = callsOf(program, node, inside);
    return calls.length > 0 ? [{ node: node.id, calls }] : [];
  });
}

/** Ids of the releases that subflow steps of a program run. */
export const subReleases = (program: Program): string[] =>
  program.nodes.flatMap((node) => (node.kind === "subflow" ? (releaseOf(node) ?? []) : []));

function callsOf({ tools }: Program, node: ProgramNode, inside: CallsInside): string[] {
  switch (node.kind) {
    case "http":
      return node.sideEffect === "none" ? [] : [requestOf(node)];
    case "tool":
    case "agent":
      return toolsOf(node).filter((key) => mayChange(tools[key]));
    case "subflow":
      return [...(inside.get(releaseOf(node) ?? "") ?? [])];
    default:
      return [];
  }
}

/** What a tool does is not known when the program does not have it. */
const mayChange = (tool: ToolDefinition | undefined): boolean =>
  !tool || (tool.sideEffect !== "none" && !(tool.mocks ?? []).some(({ when }) => when.trim() === ""));

function toolsOf({ kind, config }: ProgramNode): string[] {
  if (kind === "tool") return [NODE_CONFIG.tool.safeParse(config).data?.tool ?? ""];
  return NODE_CONFIG.agent.safeParse(config).data?.tools ?? [];
}

function requestOf({ config }: ProgramNode): string {
  const { method, url } = NODE_CONFIG.http.partial().safeParse(config).data ?? {};
  return `${method ?? "HTTP"} ${literalHost(url ?? "") ?? "request"}`;
}

const releaseOf = ({ config }: ProgramNode): string | undefined =>
  NODE_CONFIG.subflow.safeParse(config).data?.releaseId;
