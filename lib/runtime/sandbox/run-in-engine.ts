import {
  DefaultIntrinsics,
  isFail,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import { type CodeErrorClass, SANDBOX_LIMITS, type SandboxAnswer } from "@/lib/runtime/sandbox/sandbox-message";

type Failed = { ok: false; class: CodeErrorClass; message: string };
type Result = { ok: true; output: string } | Failed;
type Call = { source: string; input: string; isLate: () => boolean };

const MAX_MESSAGE = 400;

/** How the engine begins to say so. Without memory for an error it throws null. */
const NO_MEMORY = "InternalError: out of memory";

/**
 * What user code finds: no clock, no randomness, no timers, no network. `call` runs the body and describes what came of
 * it as plain strings, so that nothing hostile (getters, proxies) is read outside the engine.
 */
const PRELUDE = `(() => {
  const missing = (what) => { throw new Error("There is no " + what + " in code. Pass it in the input."); };
  const RealDate = Date;
  const isolatedDate = function Date(...parts) {
    if (!new.target || parts.length === 0) missing("clock");
    return Reflect.construct(RealDate, parts, new.target === isolatedDate ? RealDate : new.target);
  };
  isolatedDate.prototype = RealDate.prototype;
  isolatedDate.parse = RealDate.parse;
  isolatedDate.UTC = RealDate.UTC;
  isolatedDate.now = () => missing("clock");
  RealDate.prototype.constructor = isolatedDate;
  globalThis.Date = isolatedDate;
  Math.random = () => missing("randomness");
  for (const name of ["performance", "Atomics", "SharedArrayBuffer", "gc", "std", "os", "print", "scriptArgs", "navigator", "queueMicrotask"])
    delete globalThis[name];
  const { parse, stringify } = JSON;
  const make = Function;
  const text = (value) => { try { return String(value); } catch { return "an error that cannot be read"; } };
  return {
    compile: (source) => make("input", '"use strict";\\n' + source),
    call: (body, input) => body(parse(input)),
    print: (value) => stringify(value === undefined ? null : value),
    describe: (error) => {
      if (error === null) return "${NO_MEMORY}";
      try {
        if (error instanceof Error) return text(error.name) + ": " + text(error.message);
      } catch {}
      return text(error);
    },
  };
})()`;

/** Runs code once in a runtime of its own, at most until the deadline. Never throws for what the code does. */
export function runInEngine(engine: QuickJSWASMModule, call: Call): SandboxAnswer {
  const logs: string[] = [];
  const runtime = engine.newRuntime({
    interruptHandler: call.isLate,
    memoryLimitBytes: SANDBOX_LIMITS.memoryBytes,
    maxStackSizeBytes: SANDBOX_LIMITS.stackBytes,
  });
  const context = runtime.newContext({ intrinsics: { ...DefaultIntrinsics, BigInt: true } });
  try {
    return { ...runInContext(runtime, context, call, logs), logs };
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

function runInContext(runtime: QuickJSRuntime, context: QuickJSContext, call: Call, logs: string[]): Result {
  addLog(context, logs);
  const prelude = context.unwrapResult(context.evalCode(PRELUDE, "prelude"));
  const tool = (name: string) => context.getProp(prelude, name);
  const failed = (error: QuickJSHandle) => failureOf(context, tool("describe"), { error, call });
  const invoke = (name: string, ...args: QuickJSHandle[]) => {
    const result = tool(name).consume((fn) => context.callFunction(fn, context.undefined, ...args));
    for (const arg of args) arg.dispose();
    return result;
  };
  try {
    const body = invoke("compile", context.newString(call.source));
    if (isFail(body)) return failed(body.error);
    const returned = invoke("call", body.value, context.newString(call.input));
    if (isFail(returned)) return failed(returned.error);
    const settled = settle(runtime, context, returned.value);
    if (isFail(settled)) return failed(settled.error);
    const printed = invoke("print", settled.value);
    return isFail(printed) ? failed(printed.error) : printed.value.consume((text) => outputOf(context, text));
  } finally {
    prelude.dispose();
  }
}

/** The only thing that code can reach: a line for the log of its step. */
function addLog(context: QuickJSContext, logs: string[]): void {
  let left: number = SANDBOX_LIMITS.logBytes;
  const log = context.newFunction("log", (...args) => {
    if (logs.length >= SANDBOX_LIMITS.logLines || left <= 0) return;
    const line = args
      .map((arg) => (context.typeof(arg) === "string" ? context.getString(arg) : JSON.stringify(context.dump(arg))))
      .join(" ")
      .slice(0, left);
    left -= line.length;
    logs.push(line);
  });
  log.consume((handle) => context.setProp(context.global, "log", handle));
}

/** The value of what the body returned: of a promise, what it settles to once all jobs ran. */
function settle(runtime: QuickJSRuntime, context: QuickJSContext, returned: QuickJSHandle) {
  const jobs = runtime.executePendingJobs();
  if (isFail(jobs)) {
    returned.dispose();
    return { error: jobs.error };
  }
  const state = context.getPromiseState(returned);
  if (state.type === "fulfilled") {
    if (!state.notAPromise) returned.dispose();
    return { value: state.value };
  }
  returned.dispose();
  if (state.type === "rejected") return { error: state.error };
  return { error: context.newError("The code waits for a promise that nothing can fulfil.") };
}

function outputOf(context: QuickJSContext, text: QuickJSHandle): Result {
  if (context.typeof(text) !== "string")
    return {
      ok: false,
      class: "code_error",
      message: "The code returned something that is no JSON, a function for example.",
    };
  const length = context.getProp(text, "length").consume((size) => context.getNumber(size));
  if (length > SANDBOX_LIMITS.outputBytes) return tooLarge();
  const output = context.getString(text);
  return Buffer.byteLength(output) > SANDBOX_LIMITS.outputBytes ? tooLarge() : { ok: true, output };
}

const tooLarge = (): Failed => ({
  ok: false,
  class: "code_error",
  message: `The result is over ${SANDBOX_LIMITS.outputBytes / 1_024} KB. Return less.`,
});

type Thrown = { error: QuickJSHandle; call: Call };

function failureOf(context: QuickJSContext, describe: QuickJSHandle, { error, call }: Thrown): Failed {
  const described = describe.consume((fn) => context.callFunction(fn, context.undefined, error));
  error.dispose();
  const message = isFail(described) ? null : described.value.consume((text) => context.getString(text));
  if (isFail(described)) described.error.dispose();
  if (call.isLate())
    return { ok: false, class: "code_timeout", message: "The code did not end in time, so it was stopped." };
  if (message === null || message.startsWith(NO_MEMORY))
    return {
      ok: false,
      class: "code_memory",
      message: `The code needs more than ${SANDBOX_LIMITS.memoryBytes / 1_048_576} MB of memory, so it was stopped.`,
    };
  return { ok: false, class: "code_error", message: message.slice(0, MAX_MESSAGE) };
}
