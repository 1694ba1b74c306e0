"use client";
import { Archive, Download, Ellipsis, History } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { downloadWorkflow } from "@/components/harness/workflow-files/download-workflow";
import { useMay } from "@/components/shell/viewer-context";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";

const HistoryDrawer = lazy(async () => ({
  default: (await import("@/components/harness/history/history-drawer")).HistoryDrawer,
}));
const ArchiveDialog = lazy(async () => ({
  default: (await import("@/components/harness/harnesses/archive-dialog")).ArchiveDialog,
}));

/** What one does with the draft as a whole: its history, and a file of it. `save` resolves when the draft is stored. */
export function EditorMenu({ save }: { save: () => Promise<void> }) {
  const { tenant, harness, view } = useEditorShared();
  const [isOpen, setOpen] = useState(false);
  const [isArchiving, setArchiving] = useState(false);
  const mayWrite = useMay()("harness:write");
  const toast = useToast();
  const download = () =>
    void save()
      .then(() => downloadWorkflow(tenant, harness))
      .catch((error: Error) => toast({ title: "The draft was not exported", detail: error.message, tone: "fail" }));
  return (
    <>
      <Menu
        trigger={
          <IconButton label="More about the draft">
            <Ellipsis className="i s" aria-hidden />
          </IconButton>
        }
        entries={[
          { label: "History", icon: <History className="i s" aria-hidden />, onSelect: () => setOpen(true) },
          { label: "Export as JSON", icon: <Download className="i s" aria-hidden />, onSelect: download },
          ...(mayWrite
            ? [
                "separator" as const,
                {
                  label: "Archive",
                  icon: <Archive className="i s" aria-hidden />,
                  onSelect: () => setArchiving(true),
                },
              ]
            : []),
        ]}
      />
      <Suspense fallback={null}>
        {isOpen && <HistoryDrawer save={save} onClose={() => setOpen(false)} />}
        {isArchiving && (
          <ArchiveDialog
            {...{ tenant, harness, save }}
            onLeaving={(isLeaving) => view.setState({ isLeaving })}
            onClose={() => setArchiving(false)}
          />
        )}
      </Suspense>
    </>
  );
}
