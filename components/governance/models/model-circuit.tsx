import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { CircuitView } from "@/lib/governance/models/circuit-view";

/** Why a model is not called now, and when it is tried again; nothing while calls go through. */
export function ModelCircuit({ circuit }: { circuit: CircuitView | null }) {
  if (!circuit) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-12">
      <Status status={circuit.state === "open" ? "failing" : "retrying"} label={wordOf(circuit)} />
      <span className="text-muted">
        {circuit.retryAt === null ? (
          "The key was refused. Runs use the fallbacks until address or key change."
        ) : (
          <>
            Too many calls failed. Runs use the fallbacks; one call tries again <RelativeTime at={circuit.retryAt} />.
          </>
        )}
      </span>
    </p>
  );
}

const wordOf = ({ state }: CircuitView): string => (state === "open" ? "Circuit open" : "One call is trying");
