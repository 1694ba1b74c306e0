import type { Compiled } from "@/lib/harness/compile/compile-draft";
import { secretNeeds } from "@/lib/harness/compile/secret-needs";
import type { Draft } from "@/lib/harness/graph/draft";
import { checksum } from "@/lib/release/checksum.server";
import type { Manifest } from "@/lib/release/manifest";
import { memoryGrantsOf } from "@/lib/release/memory-grants-of";
import type { Program } from "@/lib/release/program";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** What a release is made of and needs: names and hashes, never a secret. */
export function manifestOf(
  draft: Draft,
  draftRev: number,
  compiled: Extract<Compiled, { ok: true }>,
  authors: string[],
): Manifest {
  const { program, prompts, subflows, knowledge } = compiled;
  const models = Object.values(program.models).flatMap((slot) => [slot.model, ...slot.fallbacks]);
  const memory = program.nodes.flatMap((node) => memoryGrantsOf(node).map((grant) => ({ step: node.key, ...grant })));
  const kept = new Set(program.nodes.map((node) => node.id));
  return {
    format: "slipway/manifest@1",
    draftRev,
    authors,
    kinds: [...new Set(program.nodes.map((node) => node.kind))].sort(),
    prompts,
    tools: Object.values(program.tools).map((tool) => ({
      key: tool.key,
      schemaHash: toolSchemaHash(tool),
      sideEffect: tool.sideEffect,
      classes: tool.classes,
      hosts: hostsOf(tool),
    })),
    models: [...new Set(models)].sort(),
    ...(subflows.length > 0 && {
      subflows: subflows.map(({ inputs: _inputs, outputs: _outputs, ...pinned }) => pinned),
    }),
    ...(knowledge.length > 0 && { knowledge }),
    ...(memory.length > 0 && { memory }),
    secrets: secretsOf(program),
    ...(program.vars && { vars: program.vars }),
    layout: Object.fromEntries(
      Object.entries(draft.at)
        .filter(([id]) => kept.has(id))
        .map(([id, { x, y }]) => [id, { x, y }]),
    ),
  };
}

/** Changes whenever what a model is told of the tool, or what the tool may do, does. */
const toolSchemaHash = ({ name, description, input, output, sideEffect, classes }: ToolDefinition): string =>
  checksum({ name, description, input, output: output ?? null, sideEffect, classes });

function hostsOf({ impl }: ToolDefinition): string[] {
  if (impl.kind !== "http" && impl.kind !== "mcp") return [];
  const host = impl.url.match(/^https?:\/\/([^/?#{}]+)/)?.[1];
  return host ? [host] : [];
}

function secretsOf({ nodes, tools }: Program): string[] {
  const pinned = new Map(Object.entries(tools));
  const names = nodes.flatMap((node) => secretNeeds(node, pinned).map(({ name }) => name));
  return [...new Set(names)].filter((name) => name !== "").sort();
}
