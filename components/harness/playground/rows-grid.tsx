"use client";
import { Plus, X } from "lucide-react";
import { PlaygroundCell } from "@/components/harness/playground/playground-cell";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";

/** Values of the variables, typed as text. */
export type Row = { id: string; values: Record<string, string> };
type Props = {
  tenant: string;
  variables: readonly string[];
  rows: readonly Row[];
  columns: number;
  /** Run ids by column, row and repeat, once they were started. */
  runs: readonly (readonly (readonly string[])[])[] | undefined;
  onChange: (rows: readonly Row[]) => void;
  mayAdd: boolean;
};

/** The rows of variables with the answer of each column below them. */
export function RowsGrid({ tenant, variables, rows, columns, runs, onChange, mayAdd }: Props) {
  const change = (at: number, name: string, text: string) =>
    onChange(rows.map((row, other) => (other === at ? { ...row, values: { ...row.values, [name]: text } } : row)));
  return (
    <section aria-label="Rows">
      {rows.map((row, at) => (
        <div key={row.id} className="border-border border-b">
          <div className="flex items-start gap-3 px-[16px] py-3">
            <span className="num mt-1 text-muted">{at + 1}</span>
            <div className="grid grow grid-cols-2 gap-3">
              {variables.length === 0 && <p className="text-muted">The texts read no variable of the input.</p>}
              {variables.map((name) => (
                <Field
                  key={name}
                  label={
                    <span className="mono s">
                      {name}, row {at + 1}
                    </span>
                  }
                >
                  <Textarea
                    rows={2}
                    value={row.values[name] ?? ""}
                    onChange={(event) => change(at, name, event.target.value)}
                  />
                </Field>
              ))}
            </div>
            {rows.length > 1 && (
              <IconButton
                label={`Remove row ${at + 1}`}
                onClick={() => onChange(rows.filter((_row, other) => other !== at))}
              >
                <X className="i s" aria-hidden />
              </IconButton>
            )}
          </div>
          {runs && (
            <div className="grid auto-cols-[minmax(260px,1fr)] grid-flow-col divide-x divide-border border-border border-t">
              {Array.from({ length: columns }, (_one, column) => column).map((column) => (
                <div key={column} className="min-w-0 p-[16px]">
                  {runs[column]?.[at]?.map((runId) => (
                    <PlaygroundCell key={runId} tenant={tenant} runId={runId} />
                  ))}
                </div>
              ))}
            </div>
          )}
        </div>
      ))}
      <div className="p-[16px]">
        <Button disabled={!mayAdd} onClick={() => onChange([...rows, { id: crypto.randomUUID(), values: {} }])}>
          <Plus className="i s" aria-hidden />
          Add row
        </Button>
      </div>
    </section>
  );
}
