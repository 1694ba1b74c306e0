import Link from "next/link";
import type { ReactNode } from "react";
import type { AssetUses } from "@/lib/harness/assets/schema";

/** What uses an asset, each with the way to it. An archived harness has no pages, so it is only named. */
export function AssetUsesList({ tenant, uses }: { tenant: string; uses: AssetUses }) {
  return (
    <ul className="grid gap-2">
      {uses.drafts.map(({ slug, name }) => (
        <Use key={slug} href={`/${tenant}/harnesses/${slug}/edit`} name={name}>
          its draft
        </Use>
      ))}
      {uses.releases.map(({ harness, releaseId, number, environment }) => (
        <Use
          key={`${releaseId} ${environment}`}
          href={harness.isArchived ? null : `/${tenant}/harnesses/${harness.slug}/releases/${releaseId}`}
          name={harness.name}
        >
          release {number ?? "?"}, which {environment} runs{harness.isArchived && "; the harness is archived"}
        </Use>
      ))}
      {uses.experiments.map(({ id, name }) => (
        <Use key={id} href={`/${tenant}/experiments/${id}`} name={name}>
          an experiment, which is running
        </Use>
      ))}
    </ul>
  );
}

function Use({ href, name, children }: { href: string | null; name: string; children: ReactNode }) {
  return (
    <li className="grid gap-0.5">
      {href ? (
        <Link className="link [overflow-wrap:anywhere]" href={href}>
          {name}
        </Link>
      ) : (
        <span className="[overflow-wrap:anywhere]">{name}</span>
      )}
      <span className="text-12 text-muted">{children}</span>
    </li>
  );
}
