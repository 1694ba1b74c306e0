import { api, unwrap } from "@/lib/platform/http/api-client";

const ENVIRONMENTS = ["staging", "production"] as const;
/** The model that is bound in each environment; "" is none: that of the release. */
export type BoundIn = Record<(typeof ENVIRONMENTS)[number], string>;
type Place = { tenant: string; harness: string; slot: string };

/** Binds, or unbinds, where something else is wanted than is there. */
export async function saveSlot(place: Place, before: BoundIn, after: BoundIn): Promise<void> {
  const route = "/api/v1/{tenant}/harnesses/{harness}/slots/{slot}/environments/{environment}";
  for (const environment of ENVIRONMENTS) {
    const model = after[environment];
    const path = { ...place, environment };
    if (model === before[environment]) continue;
    if (model === "") await unwrap(api.DELETE(route, { params: { path } }));
    else await unwrap(api.PUT(route, { params: { path }, body: { model } }));
  }
}
