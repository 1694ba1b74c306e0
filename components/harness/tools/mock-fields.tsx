"use client";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import type { MockForm, ToolForm } from "@/lib/harness/tools/tool-form";
import type { ToolIssue } from "@/lib/harness/tools/tool-issues";

const MAX_MOCKS = 20;
type Props = { form: ToolForm; issues: readonly ToolIssue[]; onChange: (change: Partial<ToolForm>) => void };

/** Prepared answers: drafts get the first one that fits instead of a call. */
export function MockFields({ form, issues, onChange }: Props) {
  const { mocks } = form;
  const change = (at: number, part: Partial<MockForm>) =>
    onChange({ mocks: mocks.map((mock, other) => (other === at ? { ...mock, ...part } : mock)) });
  const issueAt = (pointer: string) => issues.find((issue) => issue.pointer === pointer)?.message;
  return (
    <section className="grid gap-3" aria-label="Mocks">
      <div>
        <h2 className="font-semibold text-14">Mocks</h2>
        <p className="text-12 text-muted">
          In drafts the first mock that fits answers, and nothing is called. Releases ignore them.
        </p>
      </div>
      {mocks.map((mock, at) => (
        <div key={mock.id} className="grid gap-2 border-border border-t pt-3">
          <div className="flex items-end gap-2">
            <div className="min-w-0 grow">
              <Field
                label={`When, mock ${at + 1}`}
                hint="CEL over input, the arguments; empty = always."
                error={issueAt(`/mocks/${at}/when`)}
              >
                <Input
                  value={mock.when}
                  spellCheck={false}
                  onChange={(event) => change(at, { when: event.target.value })}
                />
              </Field>
            </div>
          </div>
          <div className="flex items-center gap-2">
            <Segmented
              label={`What mock ${at + 1} gives`}
              value={mock.kind}
              onChange={(kind) => change(at, { kind })}
              options={[
                { value: "value", label: "Answers" },
                { value: "error", label: "Fails" },
              ]}
            />
            <span className="grow" />
            <IconButton
              label={`Remove mock ${at + 1}`}
              onClick={() => onChange({ mocks: mocks.filter((_mock, other) => other !== at) })}
            >
              <Trash2 className="i s" aria-hidden />
            </IconButton>
          </div>
          <Field
            label={mock.kind === "value" ? `Answer ${at + 1}, as JSON` : `Message ${at + 1}`}
            error={issueAt(`/mocks/${at}/result`)}
          >
            <Textarea
              rows={mock.kind === "value" ? 4 : 2}
              spellCheck={false}
              value={mock.text}
              onChange={(event) => change(at, { text: event.target.value })}
            />
          </Field>
        </div>
      ))}
      <div>
        <Button
          disabled={mocks.length >= MAX_MOCKS}
          onClick={() =>
            onChange({ mocks: [...mocks, { id: crypto.randomUUID(), when: "", kind: "value", text: "{}" }] })
          }
        >
          <Plus className="i s" aria-hidden />
          Add mock
        </Button>
      </div>
    </section>
  );
}
