"use client";
import { Plus, X } from "lucide-react";
import { ConditionField } from "@/components/harness/inspector/condition-field";
import { KeyInput } from "@/components/harness/inspector/key-input";
import { nextKey } from "@/components/harness/inspector/next-key";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { moveItem } from "@/components/ui/move-item";
import { OrderButtons } from "@/components/ui/order-buttons";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

type Case = { key: string; label: string; when: string };
const MAX_CASES = 12;

/** Conditions in their order; the first that is true decides, else the exit else. */
export function BranchForm({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const cases: Case[] = NODE_CONFIG.branch.shape.cases.safeParse(node.config.cases).data ?? [];
  const set = (next: Case[], mark: string) => setConfig({ cases: next }, mark);
  const change = (key: string, patch: Partial<Case>) =>
    set(
      cases.map((one) => (one.key === key ? { ...one, ...patch } : one)),
      `case-${key}`,
    );
  // The order is the mark: each move is a step of undo. Lines belong to the key of a case, so they stay with it.
  const reorder = (next: Case[]) => set(next, `case-order-${next.map(({ key }) => key).join()}`);
  return (
    <section className="grid gap-4">
      {cases.map((one, position) => (
        <div key={one.key} className="grid gap-2">
          <div className="exit-row ordered">
            <KeyInput
              name={`Key of case ${position + 1}`}
              value={one.key}
              taken={["else", "error", ...cases.map((other) => other.key)]}
              onChange={(key) => change(one.key, { key })}
            />
            <Input
              compact
              aria-label={`Label of ${one.key}`}
              value={one.label}
              onChange={(event) => change(one.key, { label: event.target.value })}
            />
            <OrderButtons
              name={one.label || one.key}
              at={position}
              count={cases.length}
              onMove={(to) => reorder(moveItem(cases, position, to))}
            />
            <IconButton
              label={`Remove ${one.key}`}
              size="sm"
              disabled={cases.length === 1}
              onClick={() =>
                set(
                  cases.filter((other) => other.key !== one.key),
                  `case-remove-${one.key}`,
                )
              }
            >
              <X className="i s" aria-hidden />
            </IconButton>
          </div>
          <ConditionField
            nodeId={node.id}
            label={`${position + 1}. When`}
            value={one.when}
            onChange={(when) => change(one.key, { when })}
          />
        </div>
      ))}
      <span>
        <Button
          size="sm"
          disabled={cases.length >= MAX_CASES}
          onClick={() => {
            const key = nextKey(cases, "case");
            set([...cases, { key, label: key.replace("_", " "), when: "false" }], "case-add");
          }}
        >
          <Plus className="i s" aria-hidden />
          Add a case
        </Button>
      </span>
    </section>
  );
}
