import Link from "next/link";
import { ApiOperationSection } from "@/components/docs/api-operation-section";
import type { ApiGroup } from "@/components/docs/api-operations";
import { ProblemTable } from "@/components/docs/problem-table";
import { BrandMark } from "@/components/shell/brand-mark";
import { buttonClass } from "@/components/ui/button";

type Props = { groups: readonly ApiGroup[]; origin: string; tenant: string };

/** The API on one page, made from its own document: readable and linkable without a script. */
export function ApiReference({ groups, origin, tenant }: Props) {
  return (
    <div className="grid min-h-screen md:grid-cols-[260px_minmax(0,1fr)]">
      <aside
        className="border-border bg-surface-2 md:sticky md:top-0 md:h-screen md:overflow-y-auto md:border-r"
        aria-label="Sidebar"
      >
        <Link href="/" className="flex items-center gap-2.5 px-5 py-4 font-semibold">
          <BrandMark size={20} />
          Slipway
        </Link>
        <nav aria-label="Operations" className="grid grid-cols-[minmax(0,1fr)] gap-4 px-3 pb-6">
          {groups.map((group) => (
            <section key={group.id} aria-labelledby={`${group.id}-nav`}>
              <h2 id={`${group.id}-nav`} className="px-2 pb-1 text-12 text-faint">
                {group.tag}
              </h2>
              <ul>
                {group.operations.map((operation) => (
                  <li key={operation.id}>
                    <a
                      href={`#${operation.id}`}
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
            </section>
          ))}
        </nav>
      </aside>
      <main id="main" className="min-w-0 px-5 py-6 md:px-10">
        <div className="mx-auto grid max-w-[1080px] gap-4">
          <header className="flex flex-wrap items-center gap-3">
            <h1 className="grow font-semibold text-20 tracking-[-0.018em]">API reference</h1>
            <a className={buttonClass()} href="/api/v1/openapi.json">
              OpenAPI document
            </a>
          </header>
          <div className="grid max-w-[68ch] gap-2 text-muted">
            <p>
              Every screen uses this API, and programs use the same one. Send an API key as{" "}
              <span className="mono">Authorization: Bearer</span>; make one on the tenant's page of API keys. A key
              belongs to one tenant: everything else answers 404.
            </p>
            <p>
              Lists answer <span className="mono">items</span> and <span className="mono">nextCursor</span>; send the
              cursor back for the next page. Unknown fields are errors. Fields marked{" "}
              <span className="text-fail">*</span> are required.
            </p>
          </div>
          {groups.map((group) => (
            <section key={group.id} id={group.id} aria-labelledby={`${group.id}-title`} className="min-w-0 pt-4">
              <h2 id={`${group.id}-title`} className="pb-3 font-semibold text-16">
                {group.tag}
              </h2>
              {group.operations.map((operation) => (
                <ApiOperationSection key={operation.id} operation={operation} origin={origin} tenant={tenant} />
              ))}
            </section>
          ))}
          <ProblemTable />
        </div>
      </main>
    </div>
  );
}
