import { z } from "zod";
import { Status } from "@/components/ui/status";
import type { SpanDetail } from "@/lib/observability/traces/schema";

const Reasons = z.array(z.object({ id: z.string(), title: z.string(), effect: z.string() })).catch([]);

/** What the policies said, on spans that carry a decision. */
export function SpanDecisions({ detail }: { detail: SpanDetail }) {
  if (detail.decisionIds.length === 0) return null;
  const reasons = Reasons.parse(detail.attributes.policies ?? []);
  const isDenied = detail.error?.class === "policy_denied";
  return (
    <section aria-label="Policy">
      <div className="flex items-center gap-2">
        <b>Policy</b>
        <span className="ml-auto">
          <Status status={isDenied ? "deny" : "allow"} />
        </span>
      </div>
      {reasons.map((reason) => (
        <p key={reason.id}>
          {reason.effect === "forbid" ? "Forbidden by" : "Allowed by"} “{reason.title}”
        </p>
      ))}
      {typeof detail.attributes.policyVersion === "number" && (
        <p className="text-faint">Policies version {detail.attributes.policyVersion}</p>
      )}
    </section>
  );
}
