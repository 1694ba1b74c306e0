"use client";
import { CircleCheck, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useStore } from "zustand";
import type { SaveState } from "@/components/harness/editor/draft-saver";
import {
  useEditor,
  useEditorShared,
  useEditorStores,
  useOpenFindings,
  useView,
} from "@/components/harness/editor/editor-context";
import { EditorMenu } from "@/components/harness/editor/editor-menu";
import { ReleaseButton } from "@/components/harness/editor/release-button";
import { SaveBanner } from "@/components/harness/editor/save-banner";
import { SEVERITY } from "@/components/harness/editor/severity";
import { togglePanel } from "@/components/harness/editor/view-store";
import { TopBarControls } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { buttonClass } from "@/components/ui/button";

const SEVERITIES = ["block", "review", "advice"] as const;

const FAILED: ReadonlySet<SaveState["kind"]> = new Set(["failed", "refused"]);

type Props = {
  saveState: SaveState;
  isDirty: boolean;
  save: () => Promise<void>;
  /** Leaves out the edit that the server refuses. */
  discard: () => Promise<void>;
};

/** Whether everything is saved, what readiness says, and the way to a release. */
export function EditorTop({ saveState, isDirty, save, discard }: Props) {
  const { tenant, harness } = useEditorShared();
  const { view, readiness } = useEditorStores();
  const isChecked = useStore(readiness, (state) => state.report.checked.length > 0);
  const open = useOpenFindings();
  const isOpen = useView((state) => state.panel === "readiness");
  const rev = useEditor((state) => state.rev);
  const readOnly = useEditor((state) => state.readOnly);
  const may = useMay();
  return (
    <>
      <TopBarControls>
        <span role="status" className={`save-word text-12 ${FAILED.has(saveState.kind) ? "fail" : "text-faint"}`}>
          {readOnly ? "Read only: your role lacks harness:write" : saveText(saveState, isDirty, rev)}
        </span>
        <Link className={buttonClass("ghost")} href={`/${tenant}/harnesses/${harness}/releases`}>
          Releases
        </Link>
        <EditorMenu save={save} />
        {may("release:create") && <ReleaseButton save={save} />}
      </TopBarControls>
      <SaveBanner state={saveState} onRetry={() => void save()} onDiscard={discard} />
      <button
        type="button"
        className="float editor-top"
        aria-expanded={isOpen}
        onClick={() => togglePanel(view, "readiness")}
      >
        Readiness
        {SEVERITIES.map((severity) => {
          const { icon: Icon, tone, word } = SEVERITY[severity];
          const count = open.filter((finding) => finding.severity === severity).length;
          return count === 0 ? null : (
            <span key={severity} className={`st ${tone}`}>
              <Icon className="i s" role="img" aria-label={word} />
              {count}
            </span>
          );
        })}
        {!isChecked && <LoaderCircle className="i s spin text-faint" role="img" aria-label="Not checked yet" />}
        {isChecked && open.length === 0 && (
          <CircleCheck className="i s ok" role="img" aria-label="Nothing is in the way" />
        )}
      </button>
    </>
  );
}

function saveText(state: SaveState, isDirty: boolean, rev: number): string {
  if (state.kind === "failed") return `Not saved: ${state.message} Trying again.`;
  if (state.kind === "refused") return "Not saved";
  if (state.kind === "offline") return "Kept on this device";
  if (state.kind === "saving" || isDirty) return "Saving…";
  if (state.kind === "merged")
    return state.dropped.length === 0
      ? `Merged with another person's edits, rev ${rev}`
      : `Merged; not kept: ${state.dropped[0]}`;
  return `Saved, rev ${rev}`;
}
