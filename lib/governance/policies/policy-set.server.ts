import { listModelRefs } from "@/lib/governance/models/list-model-refs.server";
import { findActivePolicies } from "@/lib/governance/policies/data.server";
import { readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import { argumentTypes } from "@/lib/governance/policies/policy-schema";
import { listPolicyTools } from "@/lib/governance/policies/policy-tools.server";
import { policyView } from "@/lib/governance/policies/policy-view.server";
import type { PolicySetView } from "@/lib/governance/policies/schema";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const MAX_VERSIONS = 50;

/** The policies in force with their history, what they may speak of, and what a new tenant starts with. */
export async function readPolicySet(db: TenantDb, tenantId: TenantId): Promise<PolicySetView> {
  const active = await findActivePolicies(db, tenantId);
  const versions = await db.policyVersion.findMany({
    where: { tenantId },
    orderBy: { version: "desc" },
    take: MAX_VERSIONS,
  });
  return {
    version: active?.version ?? 0,
    cedarText: active?.cedarText ?? "",
    policies: viewsOf(active?.cedarText ?? ""),
    versions: versions.map(({ version, authorId, at, note }) => ({
      version,
      by: authorId,
      at: at.toISOString(),
      note,
    })),
    ...(await subjects(db, tenantId)),
    starters: viewsOf(STARTER_POLICIES),
  };
}

const viewsOf = (cedarText: string) => readPolicyDocument(cedarText).policies.map(policyView);

/** What policies of the tenant may speak of. */
async function subjects(
  db: TenantDb,
  tenantId: TenantId,
): Promise<Pick<PolicySetView, "tools" | "knowledge" | "models" | "harnesses">> {
  const tools = await listPolicyTools(db, tenantId);
  const harnesses = await db.harness.findMany({
    where: { tenantId, archivedAt: null },
    select: { slug: true, name: true },
    orderBy: { name: "asc" },
  });
  const knowledge = await db.knowledge.findMany({
    where: { tenantId },
    select: { key: true, name: true },
    orderBy: { key: "asc" },
  });
  return {
    tools: tools.map(({ key, name, input }) => ({
      key,
      name,
      decimals: Object.entries(argumentTypes(input)).flatMap(([argument, type]) =>
        type === "number" ? [argument] : [],
      ),
    })),
    knowledge,
    models: (await listModelRefs(db, tenantId)).map(({ ref, simulated }) => ({ ref, simulated })),
    harnesses,
  };
}
