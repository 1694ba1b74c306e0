"use client";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { WaiveForm } from "@/components/harness/releases/waive-form";
import { Dialog } from "@/components/ui/dialog";
import type { Finding } from "@/lib/release/readiness-report";

/** `where`: what the finding is about, for people. */
type Props = { finding: Finding; where: string; onClose: () => void };

/** A person answers for a finding, with a reason and an end. */
export function WaiveDialog({ finding, where, onClose }: Props) {
  const { tenant, harness } = useEditorShared();
  return (
    <Dialog open onClose={onClose} title={`Waive ${finding.rule} at ${where}`} description={finding.explanation}>
      <WaiveForm tenant={tenant} harness={harness} findings={[finding]} onClose={onClose} />
    </Dialog>
  );
}
