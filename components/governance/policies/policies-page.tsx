"use client";
import { useQuery } from "@tanstack/react-query";
import { PolicyWorkbench } from "@/components/governance/policies/policy-workbench";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { policiesQuery } from "@/lib/governance/policies/policy-queries";
import { PolicySetView } from "@/lib/governance/policies/schema";

/** What agents may do, in sentences and in Cedar. */
export function PoliciesPage({ tenant }: { tenant: string }) {
  const { data, error, refetch } = useQuery(policiesQuery(tenant));
  if (error)
    return (
      <>
        <PageHeader title="Policies" />
        <div className="px-page">
          <ErrorState error={error} onRetry={refetch} />
        </div>
      </>
    );
  if (!data)
    return (
      <>
        <PageHeader title="Policies" />
        <div className="px-page">
          <Skeleton width="40%" />
        </div>
      </>
    );
  return <PolicyWorkbench key={data.version} tenant={tenant} set={PolicySetView.parse(data)} />;
}
