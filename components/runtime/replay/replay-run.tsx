"use client";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { ReplayPanel } from "@/components/runtime/replay/replay-panel";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";

type Props = { tenant: string; runId: string; isLimit: boolean };

/** A button that lets a run that has ended go on from its journal. Absent without the right. */
export function ReplayRun({ tenant, runId, isLimit }: Props) {
  const [isOpen, setOpen] = useState(false);
  if (!useMay()("run:replay")) return null;
  return (
    <>
      <Button variant={isLimit ? "primary" : "secondary"} onClick={() => setOpen(true)}>
        <RotateCcw className="i s" aria-hidden />
        {isLimit ? "Let it go on" : "Replay"}
      </Button>
      <Drawer open={isOpen} onClose={() => setOpen(false)} title={isLimit ? "Let it go on" : "Replay"} width={600}>
        <ReplayPanel tenant={tenant} runId={runId} />
      </Drawer>
    </>
  );
}
