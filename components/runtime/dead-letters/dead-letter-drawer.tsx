"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { LetterState } from "@/components/runtime/dead-letters/dead-letter-columns";
import { DiscardLetterDialog } from "@/components/runtime/dead-letters/discard-letter-dialog";
import { ReplayPanel } from "@/components/runtime/replay/replay-panel";
import { useMay } from "@/components/shell/viewer-context";
import { Button, buttonClass } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy-id";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { deadLetterQuery } from "@/lib/runtime/dead-letters/dead-letter-queries";
import { DeadLetterView } from "@/lib/runtime/dead-letters/schema";

type Props = { tenant: string; letterId: string; onClose: () => void };

/** One dead letter: what happened, what its run had done, and what to do with it. */
export function DeadLetterDrawer({ tenant, letterId, onClose }: Props) {
  const { data, error, refetch } = useQuery(deadLetterQuery(tenant, letterId));
  const [isDiscarding, setDiscarding] = useState(false);
  const may = useMay();
  const letter = data && DeadLetterView.parse(data);
  return (
    <Drawer
      open
      onClose={onClose}
      title="Dead letter"
      width={600}
      footer={
        letter && (
          <>
            {!letter.resolution && may("deadletter:write") && (
              <Button variant="ghost" onClick={() => setDiscarding(true)}>
                Discard
              </Button>
            )}
            <Link className={buttonClass("secondary")} href={`/${tenant}/runs/${letter.run}`}>
              Open the run
            </Link>
          </>
        )
      }
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!letter && !error && <Skeleton width="60%" />}
      {letter && (
        <div className="grid gap-5">
          <LetterFacts tenant={tenant} letter={letter} />
          {!letter.resolution && <ReplayPanel key={letter.run} tenant={tenant} runId={letter.run} title="Replay" />}
          <DiscardLetterDialog
            tenant={tenant}
            letter={isDiscarding ? letter : null}
            onClose={() => setDiscarding(false)}
            onDone={onClose}
          />
        </div>
      )}
    </Drawer>
  );
}

function LetterFacts({ tenant, letter }: { tenant: string; letter: DeadLetterView }) {
  const { resolution, error } = letter;
  return (
    <Facts
      facts={[
        ["State", <LetterState key="state" letter={letter} />],
        [
          "What happened",
          <span key="what" className="break-words">
            {error.message}
          </span>,
        ],
        [
          "Error class",
          <span key="class" className="mono">
            {error.class}
          </span>,
        ],
        [
          "Why it is here",
          letter.reason === "poison"
            ? "Every worker that took the run died before it could write anything."
            : "The step failed after its last retry and fallback, and nothing in the harness takes the failure.",
        ],
        ["Harness", `${letter.harness.name}${letter.release.number ? `, release r${letter.release.number}` : ""}`],
        [
          "Step",
          letter.node && (
            <span key="step" className="mono">
              {letter.node}
            </span>
          ),
        ],
        ["Since", <RelativeTime key="since" at={letter.enteredAt} />],
        [
          "Resolved",
          resolution && (
            <span key="resolved">
              <RelativeTime at={resolution.at} />
              {resolution.note && `: ${resolution.note}`}
            </span>
          ),
        ],
        [
          "Replay",
          resolution?.replay ? (
            <Link key="replay" className="underline" href={`/${tenant}/runs/${resolution.replay.run}`}>
              run {resolution.replay.run.slice(-8)}, {resolution.replay.status}
            </Link>
          ) : null,
        ],
        ["Run", <CopyId key="run" id={letter.run} label={letter.run} />],
      ]}
    />
  );
}
