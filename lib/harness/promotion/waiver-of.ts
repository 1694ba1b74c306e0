import type { WaiverView } from "@/lib/harness/promotion/schema";
import type { Finding } from "@/lib/release/readiness-report";

/** What a waiver covers: a rule at a step, or in the whole harness. */
export const waivedKey = ({ rule, nodeKey }: { rule: string; nodeKey?: string }): string => `${rule} ${nodeKey ?? ""}`;

/** The waiver that covers a finding. One that blocks, and advice, are never waived. */
export function waiverOf(finding: Finding, waivers: readonly WaiverView[]): WaiverView | undefined {
  if (finding.severity !== "review") return undefined;
  return waivers.find((waiver) => waivedKey(waiver) === waivedKey(finding));
}
