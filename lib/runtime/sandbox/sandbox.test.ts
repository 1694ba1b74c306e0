import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tenantId } from "@/lib/platform/ids/branded-id";
import type { Json } from "@/lib/release/json-schema";
import { SANDBOX_LIMITS } from "@/lib/runtime/sandbox/sandbox-message";
import { startTestSandbox } from "@/lib/runtime/testing/test-sandbox.server";

const TENANT = tenantId(randomUUID());
/** From the call of a running process to its answer: 500 ms where a processor is free, and time to wait for one. */
const CONTAINED_MS = 3_000;
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  await run("return 1");
}, 30_000);
afterAll(() => sandbox.stop());

const run = (source: string, input: Json = {}, tenant = TENANT, signal = new AbortController().signal) =>
  sandbox.run({ tenantId: tenant, source, input, deadlineMs: SANDBOX_LIMITS.deadlineMs, signal });

test("code gets its input and gives its result, also from a promise, with a log", async () => {
  const source = `log("items", input.items.length);
    const total = input.items.reduce((sum, item) => sum + item.price, 0);
    return Promise.resolve({ total, at: new Date(0).toISOString() });`;
  expect(await run(source, { items: [{ price: 2 }, { price: 3.5 }] })).toEqual({
    ok: true,
    value: { total: 5.5, at: "1970-01-01T00:00:00.000Z" },
    logs: ["items 2"],
  });
});

test.each([
  ["an endless loop", "while (true) {}", "code_timeout"],
  ["an endless loop in a promise", "return Promise.resolve().then(() => { while (true) {} })", "code_timeout"],
  // On a fast machine its jobs fill the memory first.
  [
    "an endless chain of jobs",
    "const next = () => Promise.resolve().then(next); return next()",
    /code_(timeout|memory)/,
  ],
  [
    "an endless async generator",
    "return (async () => { for await (const x of (async function* () { while (true) yield 1 })()); })()",
    "code_timeout",
  ],
  ["a pattern that backtracks for ever", "return /(a+)+$/.test('a'.repeat(40) + 'b')", "code_timeout"],
  ["a loop inside the engine itself", "return [1].concat(new Array(1e9)).length", "code_timeout"],
  ["a getter that never ends, read while printing", "return { get x() { while (true) {} } }", "code_timeout"],
  ["a proxy that never ends", "return new Proxy({}, { ownKeys() { while (true) {} } })", "code_timeout"],
  ["an error that never ends", "throw { toString() { while (true) {} } }", "code_timeout"],
  ["a catch around every error", "for (;;) try { while (true) {} } catch {}", "code_timeout"],
  ["one large buffer", "return new ArrayBuffer(64e6).byteLength", "code_memory"],
  [
    "two buffers that fit only one by one",
    "const kept = [new ArrayBuffer(18e6), new ArrayBuffer(18e6)]; return kept.length",
    "code_memory",
  ],
  [
    "a memory too full for an error",
    `globalThis.k = []; for (const size of [100_000, 100]) try { for (;;) k.push(new ArrayBuffer(size)) } catch {}
     let deep = 1; for (let at = 0; at < 900; at += 1) deep = [deep]; return deep`,
    "code_memory",
  ],
  ["an error about somebody's memory", "throw new Error('Out of stock: out of memory cards')", "code_error"],
  ["endless recursion", "const f = () => f() + 1; return f()", "code_error"],
  ["a result over 256 KB", "return 'x'.repeat(300_000)", "code_error"],
  ["a promise that nothing fulfils", "return new Promise(() => {})", "code_error"],
  ["a module", "return import('node:fs')", "code_error"],
  ["a result that is no JSON", "return () => 1", "code_error"],
  ["a mistake in the code", "return 1 +", "code_error"],
  ["a clock", "return Date.now()", "code_error"],
  ["a clock by construction", "return new Date().toISOString()", "code_error"],
  ["a clock by a subclass", "return new (class extends (new Date(0).constructor) {})().getTime()", "code_error"],
  ["randomness", "return Math.random()", "code_error"],
])(
  "%s is stopped and named",
  async (_what, source, errorClass) => {
    expect(await run("return input.a", { a: 7 })).toMatchObject({ ok: true, value: 7 });
    const startedAt = performance.now();
    const outcome = await run(source);
    expect(outcome).toMatchObject({ ok: false, class: expect.stringMatching(errorClass) });
    expect(performance.now() - startedAt).toBeLessThan(CONTAINED_MS);
  },
  30_000,
);

test.each([
  [
    "the constructor chain",
    "return {}.constructor.constructor('return typeof process + typeof require + typeof globalThis.fetch')()",
  ],
  [
    "the constructor of the log",
    "return log.constructor('return typeof process + typeof require + typeof globalThis.fetch')()",
  ],
  ["indirect eval", "return (0, eval)('typeof process + typeof require + typeof fetch')"],
  [
    "async generators",
    "return Object.getPrototypeOf(async function* () {}).constructor('return typeof process')().next().then(() => 'undefinedundefinedundefined')",
  ],
  [
    "stack frames",
    "let seen; Error.prepareStackTrace = (_e, frames) => { seen = frames; return ''; }; new Error('x').stack; const frame = Array.isArray(seen) ? seen[0] : null; return typeof (frame && frame.getThis && frame.getThis()) + 'undefinedundefined'.slice(0, 0) + typeof process + typeof require",
  ],
  [
    "an error of the host",
    "let caught; try { log({ get x() { throw 1 } }) } catch (error) { caught = error } return caught && caught.constructor ? caught.constructor.constructor('return typeof process + typeof require + typeof globalThis.fetch')() : 'undefinedundefinedundefined'",
  ],
])("%s leads to nothing of the host", async (what, source) => {
  const outcome = await run(source);
  if (what === "stack frames") expect(JSON.stringify(outcome)).toMatch(/(object|undefined)undefinedundefined/);
  else expect(outcome).toMatchObject({ ok: true, value: "undefinedundefinedundefined" });
});

test("a hostile input and output stay values: __proto__ pollutes nobody", async () => {
  const outcome = await run("return { ...input, done: true }", JSON.parse('{"__proto__": {"polluted": 1}}'));
  expect(outcome.ok && JSON.stringify(outcome.value)).toContain("done");
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("nothing is kept from call to call: globals and prototypes are fresh", async () => {
  await run("globalThis.kept = 1; Array.prototype.map = () => 'broken'; JSON.stringify = () => '1'; return 1");
  expect(await run("return [typeof kept, [1].map((x) => x + 1)]")).toMatchObject({ value: ["undefined", [2]] });
});

test("a process that ran code of one tenant never runs code of another", async () => {
  const [one, two, three] = [tenantId(randomUUID()), tenantId(randomUUID()), tenantId(randomUUID())];
  const before = sandbox.counts.starts;
  for (const tenant of [one, two, three, one]) expect(await run("return 1", {}, tenant)).toMatchObject({ ok: true });
  expect(sandbox.counts.starts - before).toBeGreaterThanOrEqual(3);
}, 60_000);

test("while code loops, the worker's event loop goes on, and a second call has a process of its own", async () => {
  await Promise.all([run("return 1"), run("return 1")]);
  let beats = 0;
  const beat = setInterval(() => {
    beats += 1;
  }, 5);
  const ends: string[] = [];
  const endless = run("while (true) {}").then(() => ends.push("endless"));
  const quick = run("return 2").then(() => ends.push("quick"));
  await Promise.all([endless, quick]);
  clearInterval(beat);
  expect(ends).toEqual(["quick", "endless"]);
  expect(beats).toBeGreaterThan(5);
}, 30_000);

test("a process that the system ended while it was idle runs nobody's code", async () => {
  expect(await run("return 1")).toMatchObject({ ok: true });
  const living = sandbox.pids.filter(isAlive);
  for (const pid of living) process.kill(pid, "SIGKILL");
  await expect.poll(() => living.some(isAlive)).toBe(false);
  expect(await run("return 2")).toMatchObject({ ok: true, value: 2 });
}, 30_000);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a cancelled step stops its code at once", async () => {
  const stop = new AbortController();
  const running = run("while (true) {}", {}, TENANT, stop.signal);
  stop.abort();
  expect(await running).toMatchObject({ ok: false, class: "cancelled" });
});

test("an input over one megabyte is refused before it reaches a process", async () => {
  expect(await run("return 1", { text: "x".repeat(1_100_000) })).toMatchObject({ ok: false, class: "code_error" });
});
