import type { z } from "zod";
import type { Command } from "@/lib/harness/graph/command";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { PromptText } from "@/lib/release/node-config";

/** A Liquid text of a node: a part of its own prompt, or a template binding. `put` makes the command that replaces it. */
export type NodeText = { field: string; text: string; put: (text: string) => Command };

export const templatesOf = onceFor((node: DraftNode): readonly NodeText[] => {
  const prompt = PromptText.safeParse(node.config.prompt);
  const own = prompt.success && !prompt.data.ref ? prompt.data : null;
  const parts = own ? promptTexts(node, own) : [];
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
});

function promptTexts(node: DraftNode, own: z.infer<typeof PromptText>): NodeText[] {
  const { system, examples = [], user } = own;
  const part = (field: string, text: string, put: (text: string) => z.infer<typeof PromptText>): NodeText => ({
    field: `prompt.${field}`,
    text,
    put: (next) => ({ kind: "set-node", id: node.id, change: { config: { ...node.config, prompt: put(next) } } }),
  });
  return [
    part("system", system, (text) => ({ ...own, system: text })),
    ...examples.map(({ content }, at) =>
      part(`examples.${at}.content`, content, (text) => ({
        ...own,
        examples: examples.map((one, other) => (other === at ? { ...one, content: text } : one)),
      })),
    ),
    part("user", user, (text) => ({ ...own, user: text })),
  ];
}
