"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AccessRow } from "@/components/harness/releases/access-row";
import { ENVIRONMENT_WORD, ENVIRONMENTS, type RoutedEnvironment } from "@/components/harness/releases/route-change";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { releaseAccessQuery } from "@/lib/harness/releases/release-queries";
import type { ReleaseAccess } from "@/lib/harness/releases/schema";

const OPTIONS = ENVIRONMENTS.map((value) => ({
  value,
  label: (
    <>
      <i className="dot" style={{ color: `var(--env-${value})` }} />
      {ENVIRONMENT_WORD[value]}
    </>
  ),
}));

/** What the release can reach, and what the policies in force say of it, beside what an environment runs. */
export function ReleaseAccessSection(props: { tenant: string; harness: string; releaseId: string }) {
  const { tenant, harness, releaseId } = props;
  const [environment, setEnvironment] = useState<RoutedEnvironment>("production");
  const { data, error, refetch } = useQuery({
    ...releaseAccessQuery(tenant, harness, releaseId, environment),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-label="What policies allow" className="grid gap-2">
      <div className="flex items-center gap-2">
        <h3 className="label grow">What policies allow</h3>
        <Segmented label="Environment" value={environment} onChange={setEnvironment} options={OPTIONS} />
      </div>
      {data ? (
        <AccessList access={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <Skeleton width="60%" />
      )}
    </section>
  );
}

function AccessList({ access: { comparedTo, policyVersion, items } }: { access: ReleaseAccess }) {
  const [showsAll, setShowsAll] = useState(comparedTo === null);
  const differing = items.filter((item) => item.change !== "same");
  const same = items.length - differing.length;
  const policies = policyVersion === 0 ? "no policies are in force" : `by version ${policyVersion} of the policies`;
  return (
    <>
      <p className="text-12 text-muted">
        {comparedTo === null ? `All that it can reach, ${policies}` : `Against r${comparedTo}, both ${policies}`}
      </p>
      {differing.length === 0 && comparedTo !== null && (
        <p className="text-muted">It reaches the same as r{comparedTo}, and the policies say the same of it.</p>
      )}
      <ul className="grid">
        {(showsAll ? items : differing).map((item) => (
          <AccessRow key={`${item.does} ${item.resource}`} item={item} />
        ))}
      </ul>
      {same > 0 && comparedTo !== null && (
        <div>
          <Button size="sm" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? "Show only what differs" : `Show ${same} that ${same === 1 ? "stays" : "stay"} the same`}
          </Button>
        </div>
      )}
    </>
  );
}
