import { expect, test } from "vitest";
import type { Journal, RunProgress, RunRef } from "@/lib/runtime/journal/journal";

export type JournalFixture = {
  journal: Journal;
  /** A new queued run. */
  queue(): Promise<RunRef>;
  expireLease(run: RunRef): Promise<void>;
  wake(run: RunRef): Promise<void>;
  requestCancel(run: RunRef): Promise<void>;
};

const usage = { steps: 1, attempts: 1, toolCalls: 0, inputTokens: 7, outputTokens: 3, costMicros: 11 };
const running: RunProgress = {
  status: "running",
  park: null,
  output: null,
  failure: null,
  usage,
  taint: [],
  simulated: true,
  endedAt: null,
};
const started = { kind: "run-started", at: 1_700_000_000_000, input: { text: "hi" }, triggerId: "n_1" } as const;
const step = (n: number) =>
  ({
    kind: "step-succeeded",
    at: 1_700_000_000_000 + n,
    nodeId: `n_${n}`,
    path: "@map[2]",
    output: { n },
    port: "out",
  }) as const;

/** What every journal promises. */
export function journalContract(make: () => Promise<JournalFixture>): void {
  test("what was appended is read back in order", async () => {
    const { journal, queue } = await make();
    const run = await queue();
    const claimed = await journal.claim(run, "w1", Date.now());
    expect(claimed).toMatchObject({ epoch: 1, lastSeq: 0, input: { text: "hi" } });
    expect(await journal.append(run, 1, 1, [started, step(1)], running)).toBe(true);
    expect(await journal.append(run, 1, 3, [step(2)], running)).toBe(true);
    expect(await journal.read(run)).toEqual({ events: [started, step(1), step(2)], lastEpoch: 1 });
  });

  test("a run has one owner: a second claim gets nothing until the lease has passed", async () => {
    const { journal, queue, expireLease } = await make();
    const run = await queue();
    const claims = await Promise.all(["w1", "w2", "w3", "w4"].map((worker) => journal.claim(run, worker, Date.now())));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    await expireLease(run);
    expect((await journal.claim(run, "w2", Date.now()))?.epoch).toBe(2);
  });

  test("a fenced worker writes nothing, renews nothing and gives nothing back", async () => {
    const { journal, queue, expireLease } = await make();
    const run = await queue();
    await journal.claim(run, "w1", Date.now());
    await journal.append(run, 1, 1, [started], running);
    await expireLease(run);
    await journal.claim(run, "w2", Date.now());
    expect(await journal.append(run, 1, 2, [step(9)], running)).toBe(false);
    expect(await journal.renew(run, 1)).toBeNull();
    await journal.release(run, 1);
    expect(await journal.claim(run, "w3", Date.now())).toBeNull();
    expect((await journal.read(run)).events).toEqual([started]);
  });

  test("a terminal status is written with the last entries and nothing follows it", async () => {
    const { journal, queue } = await make();
    const run = await queue();
    await journal.claim(run, "w1", Date.now());
    const ended: RunProgress = { ...running, status: "succeeded", output: { ok: true }, endedAt: Date.now() };
    expect(await journal.append(run, 1, 1, [started, step(1)], ended)).toBe(true);
    expect(await journal.append(run, 1, 3, [step(2)], running)).toBe(false);
    expect(await journal.claim(run, "w2", Date.now())).toBeNull();
  });

  test("a run that is given back is claimed at once, and a wish to cancel is seen", async () => {
    const { journal, queue, requestCancel } = await make();
    const run = await queue();
    await journal.claim(run, "w1", Date.now());
    await requestCancel(run);
    expect(await journal.renew(run, 1)).toEqual({ cancelRequested: true, nudges: 0 });
    await journal.release(run, 1);
    expect(await journal.claim(run, "w2", Date.now())).toMatchObject({ epoch: 2, cancelRequested: true });
  });

  parkingContract(make);

  test("another tenant's run does not exist", async () => {
    const { journal, queue } = await make();
    const [one, two] = [await queue(), await queue()];
    const mixed = { tenantId: two.tenantId, runId: one.runId };
    expect(await journal.claim(mixed, "w1", Date.now())).toBeNull();
    expect((await journal.read(mixed)).events).toEqual([]);
  });
}

function parkingContract(make: () => Promise<JournalFixture>): void {
  test("a parked run has no owner and cannot be claimed until its time comes or something wakes it", async () => {
    const { journal, queue, wake } = await make();
    const park = { reason: "timer" as const, wakeAt: Date.now() + 60_000, seenNudges: 0 };
    const run = await queue();
    await journal.claim(run, "w1", Date.now());
    expect(await journal.append(run, 1, 1, [started], { ...running, status: "parked", park })).toBe(true);
    expect(await journal.renew(run, 1)).toBeNull();
    expect(await journal.append(run, 1, 2, [step(1)], running)).toBe(false);
    expect(await journal.claim(run, "w2", Date.now())).toBeNull();
    await wake(run);
    expect(await journal.claim(run, "w2", Date.now())).toMatchObject({ epoch: 2, nudges: 1, lastSeq: 1 });
    const due = { ...park, wakeAt: Date.now() - 1, seenNudges: 1 };
    await journal.append(run, 2, 2, [step(1)], { ...running, status: "parked", park: due });
    expect((await journal.claim(run, "w3", Date.now()))?.epoch).toBe(3);
  });

  test("a run does not park over something that was brought to it meanwhile: it is queued again", async () => {
    const { journal, queue, wake } = await make();
    const run = await queue();
    const claimed = await journal.claim(run, "w1", Date.now());
    await wake(run);
    const park = { reason: "signal" as const, wakeAt: null, seenNudges: claimed?.nudges ?? 0 };
    expect(await journal.append(run, 1, 1, [started], { ...running, status: "parked", park })).toBe(true);
    expect(await journal.claim(run, "w2", Date.now())).toMatchObject({ epoch: 2, nudges: 1 });
  });
}
