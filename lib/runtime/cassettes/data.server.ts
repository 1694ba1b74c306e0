import { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { Environment } from "@/lib/release/run-request";
import { RecordedRequest } from "@/lib/runtime/cassettes/recorded-request";
import {
  type CassetteFilter,
  CassetteKey,
  CassettePage,
  CassetteView,
  HarnessModes,
} from "@/lib/runtime/cassettes/schema";
import { ModelAnswer } from "@/lib/runtime/models/model-gateway";
import { Prisma } from "@/prisma/generated/client";

const MAX_SHOWN = 300;
const MAX_HARNESSES = 500;
type Page = { limit: number; cursor?: string | undefined };

const Row = z.object({
  key: z.string(),
  provider: z.string(),
  model_id: z.string(),
  request: RecordedRequest,
  response: ModelAnswer,
  recorded_at: z.date(),
  run_id: z.string().nullable(),
  harness: z.string().nullable(),
  environment: Environment.nullable(),
});
type Row = z.infer<typeof Row>;

/** Recorded answers that match a filter, newest first. Keyset paging on (recorded_at, key). */
export async function listCassettes(
  db: TenantDb,
  actor: Actor,
  { model }: CassetteFilter,
  { limit, cursor }: Page,
): Promise<z.infer<typeof CassettePage>> {
  const where = [ofActor(actor)];
  if (model) where.push(Prisma.sql`c.model_id = ${model}`);
  if (cursor !== undefined) {
    const { at, key } = positionOf(cursor);
    where.push(Prisma.sql`(c.recorded_at, c.key) < (${at}, ${key})`);
  }
  const rows = await find(db, where, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return CassettePage.parse({
    items: shown.map((row) => rowView(actor, row)),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
  });
}

/** One recorded answer. Throws `not-found` for an unknown or foreign key. */
export async function getCassette(db: TenantDb, actor: Actor, key: string): Promise<CassetteView> {
  const [row] = await find(db, [ofActor(actor), Prisma.sql`c.key = ${key}`], 1);
  if (!row) throw new ProblemError("not-found");
  const isShown = mayRead(actor, row);
  return CassetteView.parse({
    ...rowView(actor, row),
    request: isShown ? row.request : null,
    response: isShown ? row.response : null,
  });
}

/** How the test runs of each harness use cassettes. */
export async function listCassetteModes(db: TenantDb, { tenantId, projectId }: Actor) {
  const rows = await db.harness.findMany({
    where: { tenantId, archivedAt: null, ...(projectId ? { projectId } : {}) },
    select: { slug: true, name: true, cassetteMode: { select: { mode: true } } },
    orderBy: [{ name: "asc" }, { slug: "asc" }],
    take: MAX_HARNESSES,
  });
  return HarnessModes.parse({
    items: rows.map(({ slug, name, cassetteMode }) => ({
      harness: { slug, name },
      mode: cassetteMode?.mode ?? "off",
    })),
  });
}

/** A key of one project sees what was recorded there. */
function ofActor({ tenantId, projectId }: Actor): Prisma.Sql {
  const own = Prisma.sql`c.tenant_id = ${tenantId}::uuid`;
  return projectId ? Prisma.sql`${own} AND r.project_id = ${projectId}::uuid` : own;
}

async function find(db: TenantDb, where: Prisma.Sql[], limit: number): Promise<Row[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT c.key, c.provider, c.model_id, c.request, c.response, c.recorded_at, r.id AS run_id, r.environment,
           h.slug AS harness
      FROM cassette c
      LEFT JOIN run r ON r.tenant_id = c.tenant_id AND r.id = c.run_id
      LEFT JOIN harness h ON h.tenant_id = r.tenant_id AND h.id = r.harness_id
     WHERE ${Prisma.join(where, " AND ")} ORDER BY c.recorded_at DESC, c.key DESC LIMIT ${limit}`;
  return z.array(Row).parse(rows);
}

/** What was recorded where nobody knows any more may come from anywhere outside of production. */
const mayRead = ({ scopes }: Actor, { environment }: Row): boolean =>
  scopes.has(environment === "draft" ? "payload:readDraft" : "payload:readProd");

function rowView(actor: Actor, row: Row) {
  const { key, provider, model_id: model, run_id: id, harness, environment, recorded_at: at } = row;
  const isShown = mayRead(actor, row);
  return {
    ...{ key, provider, model },
    question: isShown ? questionOf(row.request).slice(0, MAX_SHOWN) : null,
    answer: isShown ? answerOf(row.response).slice(0, MAX_SHOWN) : null,
    run: id && { id, harness, environment },
    recordedAt: at.toISOString(),
  };
}

const Said = z.object({ role: z.string(), text: z.string() });

function questionOf({ messages, instructions }: RecordedRequest): string {
  const said = messages.flatMap((message) => Said.safeParse(message).data ?? []);
  return said.findLast(({ role }) => role === "user")?.text ?? instructions;
}

const answerOf = ({ text, toolCalls }: ModelAnswer): string =>
  text === "" ? toolCalls.map(({ name }) => `calls ${name}`).join(", ") : text;

const cursorOf = ({ recorded_at: at, key }: Row): string =>
  Buffer.from(JSON.stringify([at.toISOString(), key])).toString("base64url");

function positionOf(cursor: string): { at: Date; key: string } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const [at, key] = z.tuple([z.iso.datetime(), CassetteKey]).parse(parsed);
    return { at: new Date(at), key };
  } catch {
    throw new ProblemError("invalid", "The cursor is not one of ours. Start again without it.");
  }
}
