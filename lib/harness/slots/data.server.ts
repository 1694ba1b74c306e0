import type { Actor } from "@/lib/governance/access/actor";
import { listModelRefs } from "@/lib/governance/models/list-model-refs.server";
import { Draft } from "@/lib/harness/graph/draft";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import type { SlotList, SlotPlace, SlotView } from "@/lib/harness/slots/schema";
import type { ReleaseEnvironment } from "@/lib/harness/variables/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { type BoundModels, slotPrefix } from "@/lib/release/bound-models";
import { type ModelSlot, Program } from "@/lib/release/program";

type Slots = Readonly<Record<string, ModelSlot>>;
/** The slots of a harness: of the releases that its environments run, of its newest release and of its draft. */
type HarnessSlots = Record<ReleaseEnvironment, Slots | null> & { newest: Slots | null; draft: Slots };
type Bound = NonNullable<SlotPlace["bound"]> & { environment: string; slot: string };

/** What the environments of a harness have in place of its releases' models, by slot. */
export async function findBoundModels(
  db: TenantDb,
  tenantId: TenantId,
  harnessId: string,
): Promise<Record<ReleaseEnvironment, BoundModels>> {
  const rows = await findBindings(db, tenantId, harnessId);
  const boundIn = (environment: ReleaseEnvironment) =>
    Object.fromEntries(rows.filter((row) => row.environment === environment).map(({ slot, model }) => [slot, model]));
  return { staging: boundIn("staging"), production: boundIn("production") };
}

async function findBindings(db: TenantDb, tenantId: TenantId, harnessId: string): Promise<Omit<Bound, "offered">[]> {
  const prefix = slotPrefix(harnessId);
  const rows = await db.environmentBinding.findMany({
    where: { tenantId, kind: "slot", name: { startsWith: prefix } },
    orderBy: { name: "asc" },
  });
  return rows.map(({ env, name, target, updatedBy, updatedAt }) => ({
    ...{ environment: env, slot: name.slice(prefix.length), model: String(target), updatedBy },
    updatedAt: updatedAt.toISOString(),
  }));
}

export async function findHarnessSlots(db: TenantDb, tenantId: TenantId, harnessId: string): Promise<HarnessSlots> {
  const where = { tenantId, harnessId };
  const routes = await db.environmentRoute.findMany({ where });
  const newest = await db.release.findFirst({
    where: { ...where, state: "released" },
    orderBy: { number: "desc" },
    select: { id: true, program: true },
  });
  const routed = await db.release.findMany({
    where: { ...where, id: { in: routes.map(({ releaseId }) => releaseId) } },
    select: { id: true, program: true },
  });
  const draft = await db.draft.findFirstOrThrow({ where: { ...where, name: "main" }, select: { doc: true } });
  const slotsIn = (environment: ReleaseEnvironment): Slots | null => {
    const route = routes.find((one) => one.environment === environment);
    const release = routed.find(({ id }) => id === route?.releaseId);
    return release ? Program.parse(release.program).models : null;
  };
  return {
    ...{ staging: slotsIn("staging"), production: slotsIn("production") },
    newest: newest && Program.parse(newest.program).models,
    draft: Draft.parse(draft.doc).models,
  };
}

/** A slot as runs of an environment find it: in the release that runs there, else in the newest, else in the draft. */
export const slotIn = (known: HarnessSlots, environment: ReleaseEnvironment, name: string): ModelSlot | undefined =>
  [known[environment], known.newest, known.draft].flatMap((slots) => ownSlot(slots, name) ?? [])[0];

export const ownSlot = (slots: Slots | null, name: string): ModelSlot | undefined =>
  slots !== null && Object.hasOwn(slots, name) ? slots[name] : undefined;

/** Every slot of a harness with the models that its environments ask; also one that is bound and nothing has any more. */
export async function listSlots(db: TenantDb, actor: Actor, slug: string): Promise<SlotList> {
  const { tenantId } = actor;
  const harness = await requireHarness(db, actor, slug);
  const known = await findHarnessSlots(db, tenantId, harness.id);
  const models = await listModelRefs(db, tenantId);
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId }, select: { demo: true } });
  const bound = (await findBindings(db, tenantId, harness.id)).map((one) => ({
    ...one,
    offered: models.some(({ ref }) => ref === one.model),
  }));
  const inUse = [known.staging, known.production, known.newest ?? known.draft];
  const names = new Set([...inUse.flatMap((slots) => Object.keys(slots ?? {})), ...bound.map(({ slot }) => slot)]);
  return {
    items: [...names].sort().map((name) => viewOf(name, known, bound)),
    models: models.map(({ provider: _provider, ...model }) => model),
    isDemo: tenant.demo,
  };
}

function viewOf(name: string, known: HarnessSlots, bound: readonly Bound[]): SlotView {
  const placeIn = (environment: ReleaseEnvironment): SlotPlace => {
    const found = bound.find((one) => one.slot === name && one.environment === environment);
    const { needs, minWindow } = slotIn(known, environment, name) ?? {};
    return {
      released: ownSlot(known[environment], name)?.model ?? null,
      asks: { ...(needs && { needs }), ...(minWindow !== undefined && { minWindow }) },
      bound: found
        ? { model: found.model, offered: found.offered, updatedBy: found.updatedBy, updatedAt: found.updatedAt }
        : null,
    };
  };
  return {
    slot: name,
    model: ownSlot(known.newest ?? known.draft, name)?.model ?? null,
    environments: { staging: placeIn("staging"), production: placeIn("production") },
  };
}
