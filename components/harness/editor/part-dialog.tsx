"use client";
import type { AskedPart, AskedStep } from "@/components/harness/editor/use-ask-part";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type Props = { asked: AskedPart; onClose: () => void; onRun: () => void };

/** Names what runs beside what was pointed at: first the steps before it, then those that may change something. */
export function PartDialog({ asked: { missing, effects }, onClose, onRun }: Props) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={effects.length > 0 ? "Steps that may change something will run" : "Steps before this one run as well"}
      description="What has not changed since a test with the same input is not run again."
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button variant="primary" onClick={onRun}>
            Run them
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Steps title="They have no output yet, and come before it" steps={missing} />
        <Steps title="They may change something outside" steps={effects} />
      </div>
    </Dialog>
  );
}

function Steps({ title, steps }: { title: string; steps: readonly AskedStep[] }) {
  if (steps.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-12 text-muted">{title}</h3>
      <ul className="list-disc pl-5">
        {steps.map(({ id, label }) => (
          <li key={id}>{label}</li>
        ))}
      </ul>
    </section>
  );
}
