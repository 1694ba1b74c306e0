import { expect, test } from "vitest";
import {
  admission,
  afterCalls,
  type CircuitBreaker,
  CLOSED,
  probing,
} from "@/lib/runtime/circuit-breakers/circuit-breaker";

const START = 1_700_000_000_000;
const call = (breaker: CircuitBreaker, at: number, outcome: "ok" | "failed" = "failed") =>
  afterCalls(breaker, [{ at, ok: outcome === "ok" }], { outcome, at, connectionRev: null });
/** A circuit after outcomes one second apart: `f` failed, `o` ok. */
const after = (outcomes: string, from: CircuitBreaker = CLOSED, stepMs = 1_000) =>
  [...outcomes].reduce((state, one, n) => call(state, START + n * stepMs, one === "f" ? "failed" : "ok"), from);

test.each([
  ["ffff", "closed"],
  ["fffff", "open"],
  ["fofofofof", "open"],
  ["oooooofffff", "closed"],
  ["ooooofffff", "open"],
  ["fffffooooooooooooooo", "open"],
])("after %s the circuit is %s: five failures and half of the last twenty open it", (outcomes, state) => {
  expect(after(outcomes).state).toBe(state);
});

test("failures further apart than a minute never open it", () => {
  expect(after("ffffffffff", CLOSED, 16_000).state).toBe("closed");
});

test("open refuses for 30 s, then offers one probe; each failed probe doubles the pause, up to ten minutes", () => {
  let breaker = after("fffff");
  const pauses: number[] = [];
  for (let round = 0; round < 7; round++) {
    const { openedAt, retryAt } = breaker;
    pauses.push(((retryAt ?? 0) - (openedAt ?? 0)) / 1_000);
    expect(admission(breaker, (retryAt ?? 0) - 1, null)).toEqual({ kind: "refuse", retryAt });
    expect(admission(breaker, retryAt ?? 0, null)).toEqual({ kind: "probe" });
    breaker = call(probing(breaker, retryAt ?? 0), (retryAt ?? 0) + 10);
  }
  expect(pauses).toEqual([30, 60, 120, 240, 480, 600, 600]);
});

test("a probe that succeeds closes it and forgets the past; while it runs nobody else calls", () => {
  const half = probing(after("fffff"), START + 60_000);
  expect(admission(half, START + 61_000, null).kind).toBe("refuse");
  expect(admission(half, START + 60_000 + 60_000, null).kind).toBe("probe");
  expect(call(half, START + 61_000, "ok")).toEqual(CLOSED);
});

test("a call that was under way when it opened changes nothing", () => {
  const open = after("fffff");
  expect(call(open, START + 9_000, "ok")).toEqual(open);
});

test("a refused key keeps it open until the connection changes", () => {
  const open = afterCalls(CLOSED, [], { outcome: "unauthorised", at: START, connectionRev: 3 });
  expect(admission(open, START + 86_400_000, 3)).toEqual({ kind: "refuse", retryAt: null });
  expect(admission(open, START, 4)).toEqual({ kind: "probe" });
});
