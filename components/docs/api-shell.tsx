import Link from "next/link";
import { apiHref } from "@/components/docs/api-href";
import type { ApiGroup } from "@/components/docs/api-operations";
import { BrandMark } from "@/components/shell/brand-mark";

type Props = { groups: readonly ApiGroup[]; current: string | null; tenant: string | null; children: React.ReactNode };

/** The pages of the API reference beside the list of all operations; the group that is shown is open. */
export function ApiShell({ groups, current, tenant, children }: Props) {
  return (
    <div className="grid min-h-screen content-start md:grid-cols-[260px_minmax(0,1fr)]">
      <aside
        className="border-border bg-surface-2 md:sticky md:top-0 md:h-screen md:overflow-y-auto md:border-r"
        aria-label="Sidebar"
      >
        <Link href="/" className="flex items-center gap-2.5 px-5 py-4 font-semibold">
          <BrandMark size={20} />
          Slipway
        </Link>
        <nav aria-label="Operations" className="grid grid-cols-[minmax(0,1fr)] gap-0.5 px-3 pb-6">
          <Link
            href={apiHref({ tenant })}
            className="flex min-h-[28px] items-center rounded-2 px-2 hover:bg-surface-3 aria-[current=page]:bg-surface-3 aria-[current=page]:font-medium"
            aria-current={current === null ? "page" : undefined}
          >
            Overview
          </Link>
          {groups.map((group) => (
            <details key={group.id} open={group.id === current}>
              <summary className="flex min-h-[28px] cursor-pointer items-center rounded-2 px-2 hover:bg-surface-3">
                {group.tag}
              </summary>
              <OperationLinks group={group} tenant={tenant} />
            </details>
          ))}
        </nav>
      </aside>
      <main id="main" className="min-w-0 px-5 py-6 md:px-10">
        <div className="mx-auto grid max-w-[1080px] gap-4">{children}</div>
      </main>
    </div>
  );
}

function OperationLinks({ group, tenant }: { group: ApiGroup; tenant: string | null }) {
  return (
    <ul className="pb-2">
      {group.operations.map((operation) => (
        <li key={operation.id}>
          <a
            href={apiHref({ group: group.id, operation: operation.id, tenant })}
            className="flex min-h-[28px] flex-none items-center gap-2 rounded-2 px-2 text-12 hover:bg-surface-3"
          >
            <span className="mono w-[52px] flex-none text-faint">{operation.method}</span>
            <span className="mono cut" title={operation.summary}>
              {operation.path.replace("/api/v1/{tenant}", "")}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
