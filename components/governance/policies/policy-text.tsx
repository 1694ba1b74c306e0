"use client";
import type { z } from "zod";
import { CodeEditor } from "@/components/ui/code-editor";
import type { CheckedPolicies } from "@/lib/governance/policies/schema";

type Issue = z.infer<typeof CheckedPolicies>["issues"][number];
type Props = { text: string; onChange: (text: string) => void; issues: readonly Issue[]; readOnly: boolean };

/** The same document as Cedar text, with what is wrong where it is wrong. */
export function PolicyText({ text, onChange, issues, readOnly }: Props) {
  return (
    <div className="grid gap-3 p-5">
      <CodeEditor
        language="cedar"
        label="Policies as Cedar text"
        value={text}
        onChange={onChange}
        readOnly={readOnly}
        minHeight="420px"
        markers={issues.map(({ message, start }) => ({ message, line: lineOf(text, start) }))}
      />
      <ul aria-label="Findings" aria-live="polite">
        {issues.map((issue) => (
          <li key={`${issue.start} ${issue.message}`} className="fail text-12">
            {issue.start !== null && <span className="mono">line {lineOf(text, issue.start)}: </span>}
            {issue.message}
          </li>
        ))}
      </ul>
    </div>
  );
}

const lineOf = (text: string, offset: number | null): number => text.slice(0, offset ?? 0).split("\n").length;
