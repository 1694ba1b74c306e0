import type { Command } from "@/lib/harness/graph/command";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { PromptText } from "@/lib/release/node-config";

/** A Liquid text of a node: a part of its own prompt, or a template binding. `put` makes the command that replaces it. */
export type NodeText = { field: string; text: string; put: (text: string) => Command };

export function templatesOf(node: DraftNode): NodeText[] {
  const prompt = PromptText.safeParse(node.config.prompt);
  const own = prompt.success && !prompt.data.ref ? prompt.data : null;
  const parts = own
    ? (["system", "user"] as const).map((part) => ({
        field: `prompt.${part}`,
        text: own[part],
        put: (text: string): Command => ({
          kind: "set-node",
          id: node.id,
          change: { config: { ...node.config, prompt: { ...own, [part]: text } } },
        }),
      }))
    : [];
  const bindings = Object.entries(node.in).flatMap(([name, binding]) =>
    "tpl" in binding
      ? [
          {
            field: `in.${name}`,
            text: binding.tpl,
            put: (text: string): Command => ({
              kind: "set-node",
              id: node.id,
              change: { in: { ...node.in, [name]: { tpl: text } } },
            }),
          },
        ]
      : [],
  );
  return [...parts, ...bindings];
}
