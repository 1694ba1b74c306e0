"use client";
import { useState } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { FindingPageLink } from "@/components/harness/readiness/finding-page-link";
import { FindingsList } from "@/components/harness/releases/findings-list";
import { WaiveForm } from "@/components/harness/releases/waive-form";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PromotionCheck } from "@/lib/harness/promotion/schema";

type Props = {
  tenant: string;
  harness: string;
  check: PromotionCheck;
  /** Before a page is opened where a finding is repaired. */
  onFollow?: () => void;
};

/** What is open, who answers for what, and the way to answer for the rest. */
export function PromotionFindings({ tenant, harness, check, onFollow }: Props) {
  const { blocking, toWaive, waived, advice } = check;
  const mayWaive = useMay()("release:promote");
  const [isWaiving, setWaiving] = useState(false);
  return (
    <section aria-label="Findings now" className="grid gap-3">
      <h3 className="label">Findings now</h3>
      <FindingsList
        findings={[...blocking, ...toWaive, ...advice]}
        after={(finding) => <FindingPageLink {...{ tenant, harness, finding, onFollow }} className="link" />}
      />
      {toWaive.length > 0 && mayWaive && !isWaiving && (
        <div>
          <Button onClick={() => setWaiving(true)}>
            Waive {toWaive.length === 1 ? "the finding" : `${toWaive.length} findings`} to review
          </Button>
        </div>
      )}
      {isWaiving && toWaive.length > 0 && (
        <div className="rounded-2 border border-border p-3">
          <WaiveForm tenant={tenant} harness={harness} findings={toWaive} onClose={() => setWaiving(false)} />
        </div>
      )}
      {waived.length > 0 && (
        <ul className="grid gap-2" aria-label="Waived">
          {waived.map(({ rule, nodeKey, explanation, waiver }) => (
            <li key={`${rule} ${nodeKey ?? ""} ${explanation}`} className="text-muted">
              <span className="mono s">{rule}</span> {nodeKey && <span className="mono s">{nodeKey}</span>}: waived by{" "}
              <ActorName tenant={tenant} actor={waiver.by} /> “{waiver.reason}”, ends{" "}
              <RelativeTime at={waiver.expiresAt} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
