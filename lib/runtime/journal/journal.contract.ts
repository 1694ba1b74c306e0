import { expect, test } from "vitest";
import type { Claimant, Journal, RunProgress, RunRef } from "@/lib/runtime/journal/journal";

export type JournalFixture = {
  journal: Journal;
  /** A new queued run. */
  queue(): Promise<RunRef>;
  expireLease(run: RunRef): Promise<void>;
  wake(run: RunRef): Promise<void>;
  requestCancel(run: RunRef): Promise<void>;
};

const by = (workerId: string): Claimant => ({ workerId, nowMs: Date.now(), formats: ["slipway/program@1"] });
const held = { kind: "refused", why: "held" };
const gone = { kind: "refused", why: "gone" };
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

type Make = () => Promise<JournalFixture>;

/** What every journal promises. */
export function journalContract(make: Make): void {
  claims(make);
  appends(make);
  parkingContract(make);
}

function claims(make: Make): void {
  test("a run has one owner: a second claim gets nothing until the lease has passed", async () => {
    const { journal, queue, expireLease } = await make();
    const run = await queue();
    const claims = await Promise.all(["w1", "w2", "w3", "w4"].map((worker) => journal.claim(run, by(worker))));
    expect(claims.filter((claim) => claim.kind === "claimed")).toHaveLength(1);
    expect(await journal.claim(run, by("w2"))).toEqual(held);
    await expireLease(run);
    expect(await journal.claim(run, by("w2"))).toMatchObject({ kind: "claimed", run: { epoch: 2 } });
  });

  test("a claim brings the journal so far and the epoch that wrote last", async () => {
    const { journal, queue, expireLease } = await make();
    const run = await queue();
    await journal.claim(run, by("w1"));
    await journal.append(run, 1, 1, [started, step(1)], running);
    await expireLease(run);
    await journal.claim(run, by("w2"));
    await expireLease(run);
    const third = await journal.claim(run, by("w3"));
    expect(third).toMatchObject({ run: { epoch: 3, lastSeq: 2 }, events: [started, step(1)], lastEpoch: 1 });
  });

  test("a run that is given back is claimed at once, and a wish to cancel is seen", async () => {
    const { journal, queue, requestCancel } = await make();
    const run = await queue();
    await journal.claim(run, by("w1"));
    await requestCancel(run);
    expect(await journal.renew(run, 1)).toEqual({ cancelRequested: true, nudges: 0 });
    await journal.release(run, 1);
    expect(await journal.claim(run, by("w2"))).toMatchObject({ run: { epoch: 2, cancelRequested: true } });
  });

  test("another tenant's run does not exist", async () => {
    const { journal, queue } = await make();
    const [one, two] = [await queue(), await queue()];
    const mixed = { tenantId: two.tenantId, runId: one.runId };
    expect(await journal.claim(mixed, by("w1"))).toEqual(gone);
    expect((await journal.read(mixed)).events).toEqual([]);
  });
}

function appends(make: Make): void {
  test("what was appended is read back in order", async () => {
    const { journal, queue } = await make();
    const run = await queue();
    const claimed = await journal.claim(run, by("w1"));
    expect(claimed).toMatchObject({
      kind: "claimed",
      run: { epoch: 1, lastSeq: 0, input: { text: "hi" } },
      events: [],
    });
    expect(await journal.append(run, 1, 1, [started, step(1)], running)).toBe(true);
    expect(await journal.append(run, 1, 3, [step(2)], running)).toBe(true);
    expect(await journal.read(run)).toEqual({ events: [started, step(1), step(2)], lastEpoch: 1 });
  });

  test("a fenced worker writes nothing, renews nothing and gives nothing back", async () => {
    const { journal, queue, expireLease } = await make();
    const run = await queue();
    await journal.claim(run, by("w1"));
    await journal.append(run, 1, 1, [started], running);
    await expireLease(run);
    await journal.claim(run, by("w2"));
    expect(await journal.append(run, 1, 2, [step(9)], running)).toBe(false);
    expect(await journal.renew(run, 1)).toBeNull();
    await journal.release(run, 1);
    expect(await journal.claim(run, by("w3"))).toEqual(held);
    expect((await journal.read(run)).events).toEqual([started]);
  });

  test("a terminal status is written with the last entries and nothing follows it", async () => {
    const { journal, queue } = await make();
    const run = await queue();
    await journal.claim(run, by("w1"));
    const ended: RunProgress = { ...running, status: "succeeded", output: { ok: true }, endedAt: Date.now() };
    expect(await journal.append(run, 1, 1, [started, step(1)], ended)).toBe(true);
    expect(await journal.append(run, 1, 3, [step(2)], running)).toBe(false);
    expect(await journal.claim(run, by("w2"))).toEqual(gone);
  });

  test("appends of many runs at once each keep their own fence", async () => {
    const { journal, queue, expireLease } = await make();
    const runs = await Promise.all(Array.from({ length: 6 }, queue));
    for (const run of runs) await journal.claim(run, by("w1"));
    const [lost] = runs;
    if (!lost) throw new Error("There is no run.");
    await expireLease(lost);
    await journal.claim(lost, by("w2"));
    const written = await Promise.all(runs.map((run) => journal.append(run, 1, 1, [started, step(1)], running)));
    expect(written).toEqual([false, true, true, true, true, true]);
    const read = await Promise.all(runs.map((run) => journal.read(run)));
    expect(read.map(({ events }) => events.length)).toEqual([0, 2, 2, 2, 2, 2]);
  });
}

function parkingContract(make: Make): void {
  test("a parked run has no owner and cannot be claimed until its time comes or something wakes it", async () => {
    const { journal, queue, wake } = await make();
    const park = { reason: "timer" as const, wakeAt: Date.now() + 60_000, seenNudges: 0 };
    const run = await queue();
    await journal.claim(run, by("w1"));
    expect(await journal.append(run, 1, 1, [started], { ...running, status: "parked", park })).toBe(true);
    expect(await journal.renew(run, 1)).toBeNull();
    expect(await journal.append(run, 1, 2, [step(1)], running)).toBe(false);
    expect(await journal.claim(run, by("w2"))).toEqual({ kind: "refused", why: "parked" });
    await wake(run);
    expect(await journal.claim(run, by("w2"))).toMatchObject({ run: { epoch: 2, nudges: 1, lastSeq: 1 } });
    const due = { ...park, wakeAt: Date.now() - 1, seenNudges: 1 };
    await journal.append(run, 2, 2, [step(1)], { ...running, status: "parked", park: due });
    expect(await journal.claim(run, by("w3"))).toMatchObject({ run: { epoch: 3 } });
  });

  test("a parked run is due by the clock of the worker: one that works in another time waits in that time", async () => {
    const { journal, queue } = await make();
    const run = await queue();
    const past = Date.now() - 86_400_000;
    const at = (nowMs: number): Claimant => ({ ...by("w1"), nowMs });
    await journal.claim(run, at(past));
    const park = { reason: "timer" as const, wakeAt: past + 60_000, seenNudges: 0 };
    expect(await journal.append(run, 1, 1, [started], { ...running, status: "parked", park })).toBe(true);
    expect(await journal.claim(run, at(past + 59_999))).toEqual({ kind: "refused", why: "parked" });
    expect(await journal.claim(run, at(past + 60_000))).toMatchObject({ kind: "claimed", run: { epoch: 2 } });
  });

  test("a run does not park over something that was brought to it meanwhile: it is queued again", async () => {
    const { journal, queue, wake } = await make();
    const run = await queue();
    await journal.claim(run, by("w1"));
    await wake(run);
    const park = { reason: "signal" as const, wakeAt: null, seenNudges: 0 };
    expect(await journal.append(run, 1, 1, [started], { ...running, status: "parked", park })).toBe(true);
    expect(await journal.claim(run, by("w2"))).toMatchObject({ run: { epoch: 2, nudges: 1 } });
  });
}
