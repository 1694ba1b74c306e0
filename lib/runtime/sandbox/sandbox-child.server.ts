import variant from "@jitl/quickjs-ng-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from "quickjs-emscripten-core";
import { runInEngine } from "@/lib/runtime/sandbox/run-in-engine";
import { SANDBOX_LIMITS, type SandboxReply, type SandboxRequest } from "@/lib/runtime/sandbox/sandbox-message";

/**
 * The process in which user code runs: no environment, no files, its own user where the worker is root. It speaks with
 * its parent only, answers one call at a time, and ends with it. An engine that breaks ends the process.
 */
const PAGE_BYTES = 65_536;
let engine: QuickJSWASMModule | null = null;

process.on("message", (request: SandboxRequest) => {
  if (request.kind === "engine") void start(request.wasm);
  else answer(request);
});
process.on("disconnect", () => process.exit(0));

async function start(wasm: string): Promise<void> {
  const wasmModule = await WebAssembly.compile(Buffer.from(wasm, "base64"));
  // The engine's own limit does not count every allocation; this one is of the machine.
  const pages = SANDBOX_LIMITS.memoryBytes / PAGE_BYTES;
  const wasmMemory = new WebAssembly.Memory({ initial: pages / 2, maximum: pages });
  engine = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule, wasmMemory }));
  runInEngine(engine, { source: "return input", input: "null", isLate: () => false });
  reply({ kind: "ready" });
}

function answer({ source, input, deadlineMs }: Extract<SandboxRequest, { kind: "run" }>): void {
  if (!engine) throw new Error("There is no engine yet.");
  const result = runInEngine(engine, { source, input, isLate: cpuTimer(deadlineMs) });
  reply({ kind: "answer", answer: result, rssBytes: process.memoryUsage.rss() });
}

/** Turns true when this process has worked for the time: on a busy machine code gets as far as on an idle one. */
function cpuTimer(deadlineMs: number): () => boolean {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return user + system >= deadlineMs * 1_000;
  };
}

const reply = (message: SandboxReply): unknown => process.send?.(message);
