import type { VariableView } from "@/lib/harness/variables/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { VariableValue } from "@/lib/release/variables";

type Values = VariableView["values"];

/** Makes the variable when it is new, then changes each environment whose value is another one. */
export async function saveVariable(tenant: string, name: string, before: Values | null, after: Values): Promise<void> {
  const path = { tenant, variable: name };
  if (before === null && after.draft !== null)
    await unwrap(
      api.POST("/api/v1/{tenant}/variables", { params: { path: { tenant } }, body: { name, value: after.draft } }),
    );
  else if (after.draft !== null && after.draft !== before?.draft)
    await unwrap(api.PUT("/api/v1/{tenant}/variables/{variable}", { params: { path }, body: { value: after.draft } }));
  for (const environment of ["staging", "production"] as const)
    if (after[environment] !== (before?.[environment] ?? null))
      await saveIn({ ...path, environment }, after[environment]);
}

type Place = { tenant: string; variable: string; environment: "staging" | "production" };

async function saveIn(path: Place, value: VariableValue | null): Promise<void> {
  const route = "/api/v1/{tenant}/variables/{variable}/environments/{environment}";
  if (value === null) await unwrap(api.DELETE(route, { params: { path } }));
  else await unwrap(api.PUT(route, { params: { path }, body: { value } }));
}
