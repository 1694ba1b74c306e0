"use client";
import type { AskedStep, AskedTest } from "@/components/harness/editor/use-ask-test";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type Props = { asked: AskedTest | null; onClose: () => void; onRun: (asked: AskedTest) => void };

/** Names what runs beside what was pointed at: first the steps before it, then those that may change something. */
export function AskTestDialog({ asked, onClose, onRun }: Props) {
  const isEffect = asked !== null && asked.effects.length > 0;
  return (
    <Dialog
      open={asked !== null}
      onClose={onClose}
      title={isEffect ? "Steps that may change something will run" : "Steps before this one run as well"}
      description={
        isEffect
          ? "A test really calls what they call. A pinned output, or an answer that is prepared in the tool, keeps a step from calling."
          : "What has not changed since a test with the same input is not run again."
      }
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button variant="primary" onClick={() => asked && onRun(asked)}>
            Run them
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Steps title="They have no output yet, and come before it" steps={asked?.missing ?? []} />
        <Steps title="They may change something outside" steps={asked?.effects ?? []} />
      </div>
    </Dialog>
  );
}

const MAX_CALLS = 6;

function Steps({ title, steps }: { title: string; steps: readonly AskedStep[] }) {
  if (steps.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-12 text-muted">{title}</h3>
      <ul className="grid gap-1.5">
        {steps.map(({ id, label, calls }) => (
          <li key={id} className="grid border-l-2 border-border-strong pl-2">
            <span>{label}</span>
            {calls.length > 0 && <span className="text-12 text-muted">may call {callWords(calls)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const callWords = (calls: readonly string[]): string =>
  calls.length > MAX_CALLS
    ? `${calls.slice(0, MAX_CALLS).join(", ")} and ${calls.length - MAX_CALLS} more`
    : calls.join(", ");
