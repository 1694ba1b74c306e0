"use client";
import { useQueryClient } from "@tanstack/react-query";
import { RestoreButton } from "@/components/shell/restore-button";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; harness: { slug: string; name: string } };

/** Brings an archived harness back into the lists. */
export function RestoreHarness({ tenant, harness: { slug, name } }: Props) {
  const client = useQueryClient();
  const restore = async () => {
    const path = { tenant, harness: slug };
    await unwrap(api.POST("/api/v1/{tenant}/harnesses/{harness}/restore", { params: { path } }));
    await client.invalidateQueries(harnessesQuery(tenant));
  };
  return <RestoreButton name={name} restore={restore} />;
}
