import { apiHref } from "@/components/docs/api-href";
import type { ApiGroup } from "@/components/docs/api-operations";
import { ApiShell } from "@/components/docs/api-shell";
import { ProblemTable } from "@/components/docs/problem-table";
import { buttonClass } from "@/components/ui/button";

type Props = { groups: readonly ApiGroup[]; tenant: string | null };

/** The API at a glance, made from its own document: every operation in one line, and the problems. */
export function ApiReference({ groups, tenant }: Props) {
  return (
    <ApiShell groups={groups} current={null} tenant={tenant}>
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="grow font-semibold text-20 tracking-[-0.018em]">API reference</h1>
        <a className={buttonClass()} href="/api/v1/openapi.json">
          OpenAPI document
        </a>
      </header>
      <div className="grid max-w-[68ch] gap-2 text-muted">
        <p>
          Every screen uses this API, and programs use the same one. Send an API key as{" "}
          <span className="mono">Authorization: Bearer</span>; make one on the tenant's page of API keys. A key belongs
          to one tenant: everything else answers 404.
        </p>
        <p>
          Lists answer <span className="mono">items</span> and <span className="mono">nextCursor</span>; send the cursor
          back for the next page. Unknown fields are errors. Fields marked <span className="text-fail">*</span> are
          required.
        </p>
      </div>
      {groups.map((group) => (
        <GroupSummary key={group.id} group={group} tenant={tenant} />
      ))}
      <ProblemTable />
    </ApiShell>
  );
}

function GroupSummary({ group, tenant }: { group: ApiGroup; tenant: string | null }) {
  return (
    <section aria-labelledby={`${group.id}-title`} className="min-w-0 pt-3">
      <h2 id={`${group.id}-title`} className="pb-1.5 font-semibold text-16">
        <a href={apiHref({ group: group.id, tenant })} className="hover:underline">
          {group.tag}
        </a>
      </h2>
      <ul>
        {group.operations.map((operation) => (
          <li key={operation.id} className="border-border border-t">
            <a
              href={apiHref({ group: group.id, operation: operation.id, tenant })}
              className="grid min-h-[32px] items-center gap-x-3 py-1 hover:bg-surface-2 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
            >
              <span className="mono flex gap-2 text-12">
                <span className="w-[52px] flex-none text-faint">{operation.method}</span>
                <span className="[overflow-wrap:anywhere]">{operation.path.replace("/api/v1/{tenant}", "")}</span>
              </span>
              <span className="text-muted">{operation.summary}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
