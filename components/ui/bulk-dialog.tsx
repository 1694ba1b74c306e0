"use client";
import type { Refused } from "@/components/ui/act-on-each";
import type { BulkAction } from "@/components/ui/bulk-action";
import { BulkNames, BulkReasons, type RowNames } from "@/components/ui/bulk-rows";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { type BulkOutcome, useBulkRun } from "@/components/ui/use-bulk-run";

type Props<Row> = {
  action: BulkAction<Row>;
  rows: readonly Row[];
  names: RowNames<Row>;
  /** "3 harnesses". */
  count: (many: number) => string;
  onClose: () => void;
  onDone: (rows: readonly Row[]) => void;
};

/** Asks before an act on many rows, shows how far it is, and afterwards what was refused and why. */
export function BulkDialog<Row>({ action, rows, names, count, onClose, onDone }: Props<Row>) {
  const toast = useToast();
  const run = useBulkRun(action);
  const unfit = rows.flatMap((row): Refused<Row>[] => {
    const why = action.refusal?.(row);
    return why ? [{ row, why }] : [];
  });
  const fit = rows.filter((row) => !unfit.some((one) => one.row === row));
  const start = async () => {
    const { done, refused, left } = await run.start(fit);
    onDone(done);
    if (refused.length + left.length > 0) return;
    toast({ title: `${count(done.length)} ${action.done}`, tone: "ok" });
    onClose();
  };
  if (run.outcome) return <BulkResult action={action} outcome={run.outcome} names={names} onClose={onClose} />;
  if (run.finished !== null)
    return (
      <BulkProgress
        title={`${action.doing} ${count(fit.length)}`}
        finished={run.finished}
        of={fit.length}
        onStop={run.stop}
      />
    );
  const [title, keep] =
    fit.length === 0
      ? [`Nothing to ${action.verb.toLowerCase()}`, "Close"]
      : [`${action.verb} ${count(fit.length)}?`, "Keep"];
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{keep}</Button>
          {fit.length > 0 && (
            <Button variant={action.isHarmless ? "primary" : "danger"} onClick={() => void start()}>
              {action.verb} {count(fit.length)}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-3">
        {fit.length > 0 && <div className="text-muted">{action.meaning}</div>}
        <BulkNames rows={fit} {...names} />
        {unfit.length > 0 && fit.length > 0 && <p className="text-muted">Left as they are:</p>}
        {unfit.length > 0 && <BulkReasons refused={unfit} {...names} />}
      </div>
    </Dialog>
  );
}

type ProgressProps = { title: string; finished: number; of: number; onStop: () => void };

function BulkProgress({ title, finished, of, onStop }: ProgressProps) {
  return (
    <Dialog open onClose={onStop} title={title} footer={<Button onClick={onStop}>Stop</Button>}>
      <div className="grid gap-2">
        <progress className="w-full" max={of} value={finished} aria-label={title} />
        <output className="num text-muted">
          {finished} of {of}
        </output>
      </div>
    </Dialog>
  );
}

type ResultProps<Row> = Pick<Props<Row>, "action" | "names" | "onClose"> & { outcome: BulkOutcome<Row> };

function BulkResult<Row>({ action, outcome: { done, refused, left }, names, onClose }: ResultProps<Row>) {
  const failed = refused.length + left.length;
  if (failed === 0) return null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${done.length} ${action.done}, ${failed} not`}
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="grid gap-3" aria-live="polite">
        <BulkReasons refused={refused} {...names} />
        {left.length > 0 && <p className="text-muted">You stopped before the last {left.length}.</p>}
        <p className="text-muted">What is not {action.done} stays selected while it is in the list.</p>
      </div>
    </Dialog>
  );
}
