import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { ToolSecret } from "@/lib/release/tool-definition";
import { toolSecrets } from "@/lib/release/tool-secrets";

/** The value of a tenant's secret if it may go to this host, else null. */
export type ReadSecret = (tenantId: TenantId, name: string, host: string) => Promise<string | null>;

type Call = Parameters<typeof toolSecrets>[0] & { tenantId: TenantId };
type Request = { url: URL; headers: Record<string, string> };

/**
 * Puts every secret of a call into its request. Each must exist and may go to the host; `missing` names the first that does
 * not, and then nothing may be sent.
 */
export async function placeSecrets(
  call: Call,
  request: Request,
  readSecret: ReadSecret,
): Promise<{ values: string[] } | { missing: string }> {
  const found: { secret: ToolSecret; value: string }[] = [];
  for (const secret of toolSecrets(call)) {
    const value = await readSecret(call.tenantId, secret.name, request.url.hostname);
    if (value === null) return { missing: secret.name };
    found.push({ secret, value });
  }
  for (const { secret, value } of found) place(request, secret.placement, value);
  return { values: found.map(({ value }) => value) };
}

function place({ url, headers }: Request, placement: ToolSecret["placement"], value: string): void {
  if (placement.in === "header") headers[placement.name.toLowerCase()] = `${placement.prefix}${value}`;
  // Not by `searchParams`: it would write the rest of the query anew.
  else url.search = `${url.search || "?"}${url.search ? "&" : ""}${placement.name}=${encodeURIComponent(value)}`;
}
