"use client";
import { useCallback } from "react";
import { useReactFlow } from "reactflow";
import { EDITOR_ACTIONS } from "@/components/harness/editor/editor-actions";
import { useEditor, useEditorShared, useEditorStores } from "@/components/harness/editor/editor-context";
import { focusCard } from "@/components/harness/editor/focus-card";
import { useAddNode } from "@/components/harness/editor/use-add-node";
import type { Command } from "@/components/shell/command-model";
import { usePageCommands } from "@/components/shell/page-commands";
import { nodeEntries } from "@/lib/harness/canvas/node-entry";
import { promptOfName } from "@/lib/release/prompt-name";

function hrefOf(tenant: string, name: string): string {
  const { prompt, variant } = promptOfName(name);
  return `/${tenant}/prompts/${prompt}${variant ? `?variant=${variant}` : ""}`;
}

/** What the command palette offers while the editor is open: its actions, its nodes, what can be added, prompts and tools. */
export function EditorCommands() {
  const stores = useEditorStores();
  const { tenant, library } = useEditorShared();
  const flow = useReactFlow();
  const add = useAddNode();
  const readOnly = useEditor((state) => state.readOnly);
  const read = useCallback(
    (): Command[] => [
      ...EDITOR_ACTIONS.filter((action) => !action.keyOnly && !(readOnly && action.edits)).map((action) => ({
        id: `action:${action.id}`,
        label: action.label,
        group: action.group,
        keys: action.keys,
        run: () => action.run({ ...stores, flow }),
      })),
      ...stores.store.getState().draft.nodes.map((node) => ({
        id: node.id,
        label: node.label,
        group: "On the canvas",
        run: () => {
          stores.store.getState().select([node.id]);
          focusCard(flow, node.id, true);
        },
      })),
      ...(readOnly ? [] : nodeEntries(library.tools)).map((entry) => ({
        id: `add:${entry.id}`,
        label: `Add ${entry.title}`,
        group: entry.group,
        run: () => add(entry.tool ? { kind: entry.kind, tool: entry.tool } : { kind: entry.kind }),
      })),
      ...library.prompts.map(({ key }) => ({
        id: `prompt:${key}`,
        label: key,
        group: "Prompts",
        href: hrefOf(tenant, key),
      })),
    ],
    [stores, flow, readOnly, library, tenant, add],
  );
  usePageCommands(read);
  return null;
}
