"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { FindingsList } from "@/components/harness/releases/findings-list";
import { ProgramChanges } from "@/components/harness/releases/program-changes";
import { PromotionFindings } from "@/components/harness/releases/promotion-findings";
import { ReleaseAccessSection } from "@/components/harness/releases/release-access-section";
import { ReleaseEvidence } from "@/components/harness/releases/release-evidence";
import { ReleaseReviews } from "@/components/harness/releases/release-reviews";
import { RevokeRelease } from "@/components/harness/releases/revoke-release";
import { TextDifferences } from "@/components/harness/releases/text-differences";
import { CopyId } from "@/components/ui/copy-id";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { promotionQuery, releaseQuery } from "@/lib/harness/releases/release-queries";
import type { ReleaseDetail } from "@/lib/harness/releases/schema";

type Props = { tenant: string; harness: string; releaseId: string; onClose: () => void };

/** One release: what it changes, what the readiness rules said of it, what it is made of. */
export function ReleaseDrawer({ tenant, harness, releaseId, onClose }: Props) {
  const { data, error, refetch } = useQuery(releaseQuery(tenant, harness, releaseId));
  const check = useQuery(promotionQuery(tenant, harness, releaseId));
  return (
    <Drawer open onClose={onClose} title={data ? `Release r${data.release.number}` : "Release"} width={680}>
      {data ? (
        <div className="grid gap-5">
          {data.release.revoked && <RevokeRelease tenant={tenant} harness={harness} detail={data} />}
          <ProgramChanges comparedTo={data.comparedTo} changes={data.changes} />
          <TextDifferences texts={data.texts} />
          <ReleaseAccessSection tenant={tenant} harness={harness} releaseId={releaseId} />
          <ReleaseEvidence tenant={tenant} attached={data.evidence} now={check.data?.evidence ?? null} />
          {check.data && !data.release.revoked && (
            <PromotionFindings tenant={tenant} harness={harness} check={check.data} />
          )}
          {check.data && (
            <ReleaseReviews
              tenant={tenant}
              harness={harness}
              releaseId={releaseId}
              reviews={check.data.reviews}
              isClosed={data.release.revoked !== null}
            />
          )}
          <section aria-label="Readiness">
            <h3 className="label mb-2">Readiness when it was made</h3>
            <FindingsList findings={data.findings} />
          </section>
          <MadeOf tenant={tenant} content={data} />
          {!data.release.revoked && <RevokeRelease tenant={tenant} harness={harness} detail={data} />}
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <Skeleton width="60%" />
      )}
    </Drawer>
  );
}

const listed = (names: readonly string[]): ReactNode =>
  names.length === 0 ? <span className="faint">none</span> : <span className="mono s">{names.join(", ")}</span>;

const grantInWords = ({ step, scope, read, write }: ReleaseDetail["memory"][number]): string =>
  `${step} ${[read && "reads", write && "writes"].filter(Boolean).join(" and ")} ${scope}`;

function MadeOf({ tenant, content }: { tenant: string; content: ReleaseDetail }) {
  const { release, draftRev, authors, prompts, knowledge, memory, secrets, variables, hosts } = content;
  return (
    <section aria-label="Made of">
      <h3 className="label mb-2">Made of</h3>
      <dl className="dl">
        <dt>Made</dt>
        <dd>
          <RelativeTime at={release.at} /> by <ActorName tenant={tenant} actor={release.createdBy} />
        </dd>
        <dt>Draft</dt>
        <dd>
          revision {draftRev}
          {authors.map((author, position) => (
            <span key={author}>
              {position === 0 ? ", drawn by " : ", "}
              <ActorName tenant={tenant} actor={author} />
            </span>
          ))}
        </dd>
        <dt>Content</dt>
        <dd>
          <CopyId id={release.contentHash} label={release.contentHash.slice(0, 16)} />
        </dd>
        <dt>Models</dt>
        <dd>{listed(release.models)}</dd>
        <dt>Tools</dt>
        <dd>{listed(release.tools)}</dd>
        <dt>Prompts</dt>
        <dd>{listed(prompts.map(({ prompt, rev }) => `${prompt} revision ${rev}`))}</dd>
        <dt>Knowledge</dt>
        <dd>{listed(knowledge.map((one) => `${one.knowledge} revision ${one.rev}`))}</dd>
        <dt>Memory</dt>
        <dd>{listed(memory.map(grantInWords))}</dd>
        <dt>Hosts</dt>
        <dd>{listed(hosts)}</dd>
        <dt>Secrets</dt>
        <dd>{listed(secrets)}</dd>
        <dt>Variables</dt>
        <dd>{listed(variables)}</dd>
      </dl>
    </section>
  );
}
