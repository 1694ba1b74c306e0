"use client";
import { useQuery } from "@tanstack/react-query";
import { PackagePlus } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { EnvironmentPanel } from "@/components/harness/releases/environment-panel";
import { NewReleaseDialog } from "@/components/harness/releases/new-release-dialog";
import { releaseColumns } from "@/components/harness/releases/release-columns";
import { ReleaseDrawer } from "@/components/harness/releases/release-drawer";
import { ReleaseHistory } from "@/components/harness/releases/release-history";
import { ENVIRONMENTS, type RouteChange, rollbackOf, routedIn } from "@/components/harness/releases/route-change";
import { RouteDialog } from "@/components/harness/releases/route-dialog";
import { EnvironmentModels } from "@/components/harness/slots/environment-models";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button, buttonClass } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { useUrlValue } from "@/components/ui/use-url-value";
import { MAX_RELEASES } from "@/lib/harness/releases/max-releases";
import { releasesQuery } from "@/lib/harness/releases/release-queries";

/** What is frozen of a harness, what runs in staging and production, and how that came about. */
export function ReleasesPage({ tenant, harness }: { tenant: string; harness: string }) {
  const { data, error, refetch, isLoading } = useQuery(releasesQuery(tenant, harness));
  const may = useMay();
  const [opened, open] = useUrlValue("release");
  const [change, setChange] = useState<RouteChange | null>(null);
  const [isFreezing, setFreezing] = useState(false);
  const mayPromote = may("release:promote");
  const releases = data?.items;
  const columns = useMemo(
    () => releaseColumns({ tenant, list: data, onPromote: mayPromote ? setChange : undefined }),
    [tenant, data, mayPromote],
  );
  const name = data?.harness.name ?? harness;
  const freeze = may("release:create") && (
    <Button variant="primary" onClick={() => setFreezing(true)}>
      <PackagePlus className="i s" aria-hidden />
      New release
    </Button>
  );
  const actions = (
    <>
      <Link className={buttonClass()} href={`/${tenant}/harnesses/${harness}/edit`}>
        Open the editor
      </Link>
      {freeze}
    </>
  );
  return (
    <>
      <TopBarCrumbs>
        <Crumb href={`/${tenant}/harnesses/${harness}/edit`}>{name}</Crumb>
        <Crumb>Releases</Crumb>
      </TopBarCrumbs>
      <PageHeader
        title={name}
        meta="Releases never change; environments choose one"
        actions={error ? undefined : actions}
      />
      {data && data.items.length > 0 && (
        <div className="grid grid-cols-1 divide-y divide-border border-border border-y sm:grid-cols-2 sm:divide-x sm:divide-y-0">
          {ENVIRONMENTS.map((environment) => (
            <EnvironmentPanel
              key={environment}
              tenant={tenant}
              environment={environment}
              release={routedIn(data.items, environment)}
              since={data.events.find((event) => event.environment === environment)}
              rollback={mayPromote ? rollbackOf(environment, data) : null}
              onChange={setChange}
            />
          ))}
        </div>
      )}
      <div className="min-h-0 flex-1 overflow-auto">
        <DataTable
          name="releases"
          caption={`Releases of ${name}`}
          columns={columns}
          rows={releases}
          isCut={(releases?.length ?? 0) >= MAX_RELEASES}
          rowKey={(release) => release.id}
          onOpen={(release) => open(release.id)}
          selectedKey={opened}
          isLoading={isLoading}
          error={error}
          onRetry={refetch}
          empty={
            <EmptyState
              title="No release yet"
              body="A release is the draft, frozen: its graph, prompts, tools and limits. It runs in staging and production and never changes."
              action={freeze}
            />
          }
        />
        {data && data.items.length > 0 && <EnvironmentModels tenant={tenant} harness={harness} />}
        {data && <ReleaseHistory tenant={tenant} events={data.events} releases={data.items} />}
      </div>
      {opened && <ReleaseDrawer tenant={tenant} harness={harness} releaseId={opened} onClose={() => open(null)} />}
      {change && <RouteDialog tenant={tenant} harness={harness} change={change} onClose={() => setChange(null)} />}
      {isFreezing && <NewReleaseDialog tenant={tenant} harness={harness} onClose={() => setFreezing(false)} />}
    </>
  );
}
