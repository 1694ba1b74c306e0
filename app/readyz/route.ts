import { serviceReadiness } from "@/lib/governance/tenants/service-readiness.server";

export const dynamic = "force-dynamic";

/** Ready: the database answers under the restricted role, and tenants are isolated in it. */
export async function GET() {
  const state = await serviceReadiness();
  return Response.json(state, { status: state.ok ? 200 : 503 });
}
