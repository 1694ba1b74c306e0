"use client";
import { CircleAlert, CircleX, TriangleAlert } from "lucide-react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { Command } from "@/lib/harness/graph/command";
import type { Finding, Severity } from "@/lib/release/readiness-report";

export const SEVERITY = {
  block: { icon: CircleX, tone: "fail", word: "Blocks a release" },
  review: { icon: TriangleAlert, tone: "warn", word: "Needs a look" },
  advice: { icon: CircleAlert, tone: "muted", word: "Advice" },
} as const satisfies Record<Severity, unknown>;

/** What stands between the draft and a release, live; a finding leads to its node and may repair itself. */
export function ReadinessPanel() {
  const { report } = useEditorShared();
  return (
    <section className="float readiness" aria-label="Readiness">
      <header>
        <b>Before release</b>
        <span className="ml-auto text-faint">live</span>
      </header>
      {report.findings.map((finding) => (
        <FindingRow
          key={`${finding.rule} ${finding.nodeId} ${finding.field} ${finding.explanation}`}
          finding={finding}
        />
      ))}
      {report.findings.length === 0 && <p className="px-3 pb-3 text-12 text-muted">Nothing is in the way.</p>}
      <footer>{report.checked.length} rules checked</footer>
    </section>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const { store } = useEditorShared();
  const label = useEditor((state) => state.draft.nodes.find((node) => node.id === finding.nodeId)?.label);
  const { icon: Icon, tone, word } = SEVERITY[finding.severity];
  const repair = () => {
    for (const command of finding.repair?.commands ?? []) store.getState().run(Command.parse(command));
  };
  return (
    <article className="finding">
      <Icon className={`i s ${tone}`} role="img" aria-label={word} />
      <div className="flex gap-2">
        <b className="cut">{label ?? "Harness"}</b>
        <code className="ml-auto">{finding.rule}</code>
      </div>
      <p>{finding.explanation}</p>
      <div className="fix">
        {finding.nodeId && label && (
          <button type="button" className="linkish" onClick={() => store.getState().select([finding.nodeId ?? ""])}>
            Show
          </button>
        )}
        {finding.repair && (
          <button type="button" className="linkish" onClick={repair}>
            {finding.repair.label}
          </button>
        )}
      </div>
    </article>
  );
}
