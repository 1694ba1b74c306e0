import { readiness } from "@/lib/platform/db/readiness.server";

export const dynamic = "force-dynamic";

/** Ready: the database answers under the restricted role. */
export async function GET() {
  const state = await readiness();
  return Response.json(state, { status: state.ok ? 200 : 503 });
}
