import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";
import { type BreakerTarget, modelTarget } from "@/lib/runtime/circuit-breakers/breaker-store";
import { postgresBreakers } from "@/lib/runtime/circuit-breakers/mutations.server";

const START = Date.now();
async function target(): Promise<BreakerTarget> {
  const { tenantId } = await createTestTenant(`t${randomBytes(6).toString("hex")}`);
  return { tenantId, target: modelTarget("openai/small"), connectionRev: 1 };
}
const rowOf = (of: BreakerTarget) =>
  workerTransaction(of.tenantId, async (client) => {
    const { rows } = await client.query("SELECT * FROM circuit_breaker WHERE tenant_id = $1", [of.tenantId]);
    return rows[0];
  });

test("a healthy target writes nothing", async () => {
  const of = await target();
  const worker = postgresBreakers();
  for (let n = 0; n < 30; n++) {
    expect(await worker.admit(of, START + n)).toEqual({ open: false });
    await worker.record(of, "ok", START + n);
  }
  expect(await rowOf(of)).toBeUndefined();
});

test("failures of different workers count together, and open the circuit for all of them", async () => {
  const of = await target();
  const workers = Array.from({ length: 5 }, postgresBreakers);
  await Promise.all(workers.map((worker, n) => worker.record(of, "failed", START + n)));
  expect(await rowOf(of)).toMatchObject({ state: "open", opens: 1 });
  expect(await postgresBreakers().admit(of, START + 100)).toMatchObject({ open: true, retryAt: expect.any(Number) });
});

test("of four workers one probes; its success closes the circuit for all", async () => {
  const of = await target();
  const first = postgresBreakers();
  for (let n = 0; n < 5; n++) await first.record(of, "failed", START + n);
  const later = START + 31_000;
  const workers = Array.from({ length: 4 }, postgresBreakers);
  const answers = await Promise.all(workers.map((worker) => worker.admit(of, later)));
  expect(answers.filter((answer) => !answer.open)).toHaveLength(1);
  const prober = workers[answers.findIndex((answer) => !answer.open)];
  await prober?.record(of, "ok", later + 100);
  expect(await rowOf(of)).toMatchObject({ state: "closed", opens: 0, calls: [] });
  expect(await postgresBreakers().admit(of, later + 200)).toEqual({ open: false });
});

test("another tenant's circuit is another circuit", async () => {
  const [one, two] = [await target(), await target()];
  const worker = postgresBreakers();
  for (let n = 0; n < 5; n++) await worker.record(one, "failed", START + n);
  expect(await worker.admit(one, START + 10)).toMatchObject({ open: true });
  expect(await worker.admit(two, START + 10)).toEqual({ open: false });
});
