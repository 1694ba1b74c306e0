"use client";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { WaiveForm } from "@/components/harness/releases/waive-form";
import { Dialog } from "@/components/ui/dialog";
import type { Finding } from "@/lib/release/readiness-report";

/** `label`: the step that the finding is about; absent for the whole harness. */
type Props = { finding: Finding; label: string | undefined; onClose: () => void };

/** A person answers for a finding, with a reason and an end. */
export function WaiveDialog({ finding, label, onClose }: Props) {
  const { tenant, harness } = useEditorShared();
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Waive ${finding.rule}${label === undefined ? "" : ` at “${label}”`}`}
      description={finding.explanation}
    >
      <WaiveForm tenant={tenant} harness={harness} findings={[finding]} onClose={onClose} />
    </Dialog>
  );
}
