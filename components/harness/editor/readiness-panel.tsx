"use client";
import { X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useReactFlow } from "reactflow";
import { useStore } from "zustand";
import {
  useEditor,
  useEditorShared,
  useEditorStores,
  useOpenFindings,
  useReport,
} from "@/components/harness/editor/editor-context";
import { goToField, goToHarnessField } from "@/components/harness/editor/go-to-field";
import { SEVERITY } from "@/components/harness/editor/severity";
import { FindingPageLink } from "@/components/harness/readiness/finding-page-link";
import { useMay } from "@/components/shell/viewer-context";
import { IconButton } from "@/components/ui/icon-button";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { repairCommand, safeRepairs } from "@/lib/harness/canvas/repair-command";
import type { Finding } from "@/lib/release/readiness-report";

const WaiveDialog = lazy(() =>
  import("@/components/harness/waivers/waive-dialog").then((module) => ({ default: module.WaiveDialog })),
);
const WaivedFindings = lazy(() =>
  import("@/components/harness/waivers/waived-findings").then((module) => ({ default: module.WaivedFindings })),
);

/** What stands between the draft and a release, live; a finding leads to its node and field and may repair itself. */
export function ReadinessPanel() {
  const { store, view, readiness } = useEditorStores();
  const report = useReport();
  const open = useOpenFindings();
  const isPending = useStore(readiness, (state) => state.isPending);
  const readOnly = useEditor((state) => state.readOnly);
  const rules = new Set(report.findings.map((finding) => finding.rule));
  const passed = report.checked.filter((rule) => !rules.has(rule)).length;
  const draft = useEditor((state) => state.draft);
  const fixes = safeRepairs(draft, report.findings);
  return (
    <section className="pop float readiness" aria-label="Readiness">
      <header>
        <b>Before release</b>
        <span className="ml-auto text-11 text-faint">{isPending ? "checking…" : "live"}</span>
        <IconButton label="Close readiness" size="sm" onClick={() => view.setState({ panel: null })}>
          <X className="i xs" aria-hidden />
        </IconButton>
      </header>
      <div className="findings">
        {open.map((finding) => (
          <FindingRow
            key={`${finding.rule} ${finding.nodeId} ${finding.field} ${finding.explanation}`}
            finding={finding}
            readOnly={readOnly}
          />
        ))}
        {open.length === 0 && (
          <p className="px-3 pb-3 text-12 text-muted">{isPending ? "Looking…" : "Nothing is in the way."}</p>
        )}
        {open.length < report.findings.length && (
          <Suspense>
            <WaivedFindings findings={report.findings} />
          </Suspense>
        )}
      </div>
      <footer>
        {passed} rules passed
        {!readOnly && fixes && (
          <button type="button" className="linkish ml-auto" onClick={() => store.getState().run(fixes.command)}>
            Fix all safe ({fixes.count})
          </button>
        )}
      </footer>
    </section>
  );
}

/** For those who may promote: the finding stays, and somebody answers for it for a while. */
function WaiveButton({ finding, label }: { finding: Finding; label: string | undefined }) {
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may("release:promote")) return null;
  return (
    <>
      <button type="button" className="linkish" onClick={() => setOpen(true)}>
        Waive
      </button>
      {isOpen && (
        <Suspense>
          <WaiveDialog finding={finding} label={label} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function FindingRow({ finding, readOnly }: { finding: Finding; readOnly: boolean }) {
  const stores = useEditorStores();
  const { store } = stores;
  const { tenant, harness } = useEditorShared();
  const flow = useReactFlow();
  const label = useEditor((state) => nodeIndex(state.draft).get(finding.nodeId ?? "")?.label);
  const { icon: Icon, tone, word } = SEVERITY[finding.severity];
  const command = finding.repair ? repairCommand(finding.repair.commands) : null;
  const { nodeId, field } = finding;
  const go = () => {
    if (nodeId) goToField(store, flow, nodeId, field);
    else if (field) goToHarnessField(stores, field);
  };
  return (
    <article className="finding">
      <Icon className={`i s ${tone}`} role="img" aria-label={word} />
      <div className="flex gap-2">
        {label || (field && !nodeId) ? (
          <button type="button" className="finding-node cut" onClick={go}>
            {label ?? "Harness"}
          </button>
        ) : (
          <b className="cut">Harness</b>
        )}
        <code className="ml-auto shrink-0 whitespace-nowrap">{finding.rule}</code>
      </div>
      <p>{finding.explanation}</p>
      <div className="fix">
        {command && !readOnly && (
          <button type="button" className="linkish" onClick={() => store.getState().run(command)}>
            {finding.repair?.label}
          </button>
        )}
        {finding.severity === "review" && <WaiveButton finding={finding} label={label} />}
        <FindingPageLink {...{ tenant, harness, finding }} className="linkish" />
      </div>
    </article>
  );
}
