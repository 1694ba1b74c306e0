import Link from "next/link";
import { z } from "zod";
import { Facts } from "@/components/ui/facts";
import { formatNumber } from "@/components/ui/format-number";
import type { SpanDetail } from "@/lib/observability/traces/schema";

const SummaryFacts = z.object({
  messages: z.string(),
  method: z.enum(["model", "extract"]).optional(),
  identifiers: z.object({ kept: z.number(), total: z.number() }).optional(),
  failed: z.string().optional(),
});

/** What a step made of older messages, or why it made nothing. Nothing for all other spans. */
export function SpanSummary({ tenant, runId, detail }: { tenant: string; runId: string; detail: SpanDetail }) {
  const found = SummaryFacts.safeParse(detail.attributes.summary);
  if (!found.success) return null;
  const { messages, method, identifiers, failed } = found.data;
  return (
    <section aria-label="Summary" className="grid gap-2">
      <div className="flex items-baseline gap-2">
        <b>Summary</b>
        <Link className="linkish" href={`/${tenant}/memory?run=${runId}`}>
          open
        </Link>
      </div>
      <Facts
        facts={[
          ["Stands for", messages.toLowerCase()],
          ["How", method === undefined ? null : HOW[method]],
          [
            "Kept",
            identifiers === undefined || identifiers.total === 0
              ? null
              : `${formatNumber(identifiers.kept)} of ${formatNumber(identifiers.total)} details`,
          ],
          ["Not made", failed === undefined ? null : failed],
        ]}
      />
    </section>
  );
}

const HOW = { model: "by the model", extract: "word for word" } as const;
