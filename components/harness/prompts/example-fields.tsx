"use client";
import { MessagesSquare, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { moveItem } from "@/components/ui/move-item";
import { OrderButtons } from "@/components/ui/order-buttons";
import { Segmented } from "@/components/ui/segmented";
import { useRowIds } from "@/components/ui/use-row-ids";
import { MAX_EXAMPLES, type PromptExample } from "@/lib/release/node-config";

export type ExampleText = { label: string; value: string; onChange: ((value: string) => void) | undefined; at: number };
type Props = {
  examples: readonly PromptExample[];
  /** Absent: they are only read. */
  onChange?: ((examples: PromptExample[]) => void) | undefined;
  /** What follows the names of the fields, where several lists stand side by side: ", column 2". */
  suffix?: string;
  /** The field of one text; its error is told there. */
  renderText: (text: ExampleText) => ReactNode;
};

const ROLES = [
  { value: "user", label: "User" },
  { value: "assistant", label: "Assistant" },
] as const;
const PAIR: readonly PromptExample[] = [
  { role: "user", content: "" },
  { role: "assistant", content: "" },
];

/** Messages that show how to answer, in their order. A pair of question and answer is added at a time. */
export function ExampleFields({ examples, onChange, suffix = "", renderText }: Props) {
  const rows = useRowIds(examples.length);
  if (!onChange && examples.length === 0) return null;
  const change = (at: number, part: Partial<PromptExample>) =>
    onChange?.(examples.map((one, other) => (other === at ? { ...one, ...part } : one)));
  const remove = (at: number) => {
    rows.remove(at);
    onChange?.(examples.filter((_one, other) => other !== at));
  };
  const move = (from: number, to: number) => {
    rows.move(from, to);
    onChange?.(moveItem(examples, from, to));
  };
  return (
    <section className="grid min-w-0 gap-2.5" aria-label={`Examples${suffix}`}>
      <div>
        <h3 className="label">Examples</h3>
        <p className="text-12 text-faint">
          Questions with the answers that they should get; sent before the conversation.
        </p>
      </div>
      {examples.map(({ role, content }, at) => (
        <div key={rows.ids[at]} className="grid min-w-0 gap-1.5 border-border border-l-2 pl-3">
          <div className="flex min-h-7 flex-wrap items-center gap-2">
            {onChange ? (
              <Segmented
                label={`Who says example ${at + 1}${suffix}`}
                value={role}
                options={ROLES}
                onChange={(next) => change(at, { role: next })}
              />
            ) : (
              <span className="text-12 text-muted">{ROLES.find((one) => one.value === role)?.label}</span>
            )}
            <span className="grow" />
            {onChange && (
              <>
                <OrderButtons
                  name={`example ${at + 1}${suffix}`}
                  at={at}
                  count={examples.length}
                  onMove={(to) => move(at, to)}
                />
                <IconButton label={`Remove example ${at + 1}${suffix}`} size="sm" onClick={() => remove(at)}>
                  <Trash2 className="i s" aria-hidden />
                </IconButton>
              </>
            )}
          </div>
          {renderText({
            label: `Example ${at + 1}${suffix}`,
            value: content,
            onChange: onChange && ((next) => change(at, { content: next })),
            at,
          })}
        </div>
      ))}
      {onChange && (
        <div>
          <Button
            size="sm"
            disabled={examples.length + PAIR.length > MAX_EXAMPLES}
            onClick={() => onChange([...examples, ...PAIR])}
          >
            <MessagesSquare className="i s" aria-hidden />
            Add example
          </Button>
        </div>
      )}
    </section>
  );
}
