"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { firstLoopQuery } from "@/lib/harness/first-loop/first-loop-query";
import type { FirstLoopView, LoopStep } from "@/lib/harness/first-loop/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const STEPS: Record<LoopStep, { title: string; body: string; segment: string }> = {
  draw: {
    title: "Draw a harness",
    body: "Start from a template or an empty canvas, and connect two steps.",
    segment: "harnesses",
  },
  run: { title: "Run it", body: "Test it in the editor, or start it by API.", segment: "harnesses" },
  break: {
    title: "Break it",
    body: "Write [simulate outage] in a message to the simulated model: see failed attempts and their retries.",
    segment: "harnesses",
  },
  inspect: {
    title: "Look inside",
    body: "Open a run and choose a step: input, output, tokens, decisions.",
    segment: "runs",
  },
  forbid: {
    title: "Forbid something",
    body: "Activate a policy, and watch the next run being refused.",
    segment: "policies",
  },
};
type Props = { tenant: string };

/** The first way around, by what the person really did. Absent when it is done, put away, or not theirs to take. */
export function FirstLoopCard({ tenant }: Props) {
  const mayDraw = useMay()("harness:write");
  return mayDraw ? <LoopCard tenant={tenant} /> : null;
}

function LoopCard({ tenant }: Props) {
  const { data } = useQuery(firstLoopQuery(tenant));
  const [open, setOpen] = useState(false);
  const note = useNote(tenant);
  useInspection(data, () => note.mutate({ inspected: true }));
  if (!data || data.dismissed) return null;
  const done = data.steps.filter((one) => one.done).length;
  if (done === data.steps.length) return null;
  const words = data.steps.map((one) => one.step).join(", ");
  return (
    <>
      <button type="button" className="guide" onClick={() => setOpen(true)}>
        <span>First loop: {words}</span>
        <span className="num">
          {done}/{data.steps.length}
        </span>
        <progress className="progress" value={done} max={data.steps.length} aria-label="Steps of the first loop done" />
      </button>
      {open && (
        <LoopDialog
          tenant={tenant}
          view={data}
          onClose={() => setOpen(false)}
          onDismiss={() => note.mutate({ dismissed: true })}
        />
      )}
    </>
  );
}

function useNote(tenant: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { inspected?: true; dismissed?: boolean }) =>
      unwrap(api.PUT("/api/v1/{tenant}/first-loop", { params: { path: { tenant } }, body })),
    onSuccess: (view) => client.setQueryData(firstLoopQuery(tenant).queryKey, view),
  });
}

/** A span that is selected on the page of a run is an inspection; noted once. */
function useInspection(view: FirstLoopView | undefined, onInspected: () => void): void {
  const pathname = usePathname();
  const span = useSearchParams().get("span");
  const isOpen = view?.steps.some((one) => one.step === "inspect" && !one.done) && !view.dismissed;
  const isInspecting = Boolean(isOpen && span && /\/runs\/[^/]+$/.test(pathname));
  // biome-ignore lint/correctness/useExhaustiveDependencies: noted when inspecting begins, not when the callback changes
  useEffect(() => {
    if (isInspecting) onInspected();
  }, [isInspecting]);
}

type DialogProps = { tenant: string; view: FirstLoopView; onClose: () => void; onDismiss: () => void };

function LoopDialog({ tenant, view, onClose, onDismiss }: DialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="First loop"
      description="Once around: what you build here, what happens to it, and who decides."
      footer={
        <>
          <Button onClick={onDismiss}>Do not show this again</Button>
          {/* The way out, not the button that puts the guide away for good. */}
          <Button variant="primary" autoFocus onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <ol className="grid gap-3">
        {view.steps.map(({ step, done }) => {
          const { title, body, segment } = STEPS[step];
          return (
            <li key={step} className="flex items-start gap-3">
              {done ? (
                <CircleCheck className="i mt-0.5 ok" aria-hidden />
              ) : (
                <Circle className="i mt-0.5 faint" aria-hidden />
              )}
              <div>
                {done ? (
                  <p className="text-muted">
                    {title}
                    <span className="sr">, done</span>
                  </p>
                ) : (
                  <Link className="link font-medium" href={`/${tenant}/${segment}`} onClick={onClose}>
                    {title}
                  </Link>
                )}
                <p className="text-12 text-muted">{body}</p>
              </div>
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
