"use client";
import type { ChosenRow } from "@/components/harness/test-runs/case-picker";
import type { InputIssues } from "@/components/harness/test-runs/input-form";
import { Button } from "@/components/ui/button";
import { JsonView } from "@/components/ui/json-view";
import type { Json } from "@/lib/release/json-schema";

type Props = {
  chosen: ChosenRow;
  issues: InputIssues;
  onOther: () => void;
  onEdit: (input: Json) => void;
};

/** The row that a test will take: what goes in, what should come out, and what its tools will answer. */
export function ChosenCase({ chosen: { name, row }, issues, onOther, onEdit }: Props) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-semibold">{name}</span>
        {row.tags.map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
        <span className="ml-auto flex gap-2">
          <Button size="sm" onClick={onOther}>
            Another row
          </Button>
          <Button size="sm" onClick={() => onEdit(row.input)}>
            Change the input
          </Button>
        </span>
      </div>
      <div className="case-sides">
        <JsonView label="Input" value={row.input} />
        {row.expected === undefined ? (
          <p className="text-12 text-faint">The row has no expected answer.</p>
        ) : (
          <JsonView label="Expected answer" value={row.expected} />
        )}
      </div>
      {row.mocks.length > 0 && (
        <p className="text-12 text-muted">
          Tools give the {row.mocks.length === 1 ? "answer" : `${row.mocks.length} answers`} that this row prepares. A
          tool that writes, pays or reaches outside without a prepared answer is refused.
        </p>
      )}
      {issues.size > 0 && (
        <p className="text-12 text-muted">Change the row under Datasets, or change its input for this test.</p>
      )}
    </div>
  );
}
