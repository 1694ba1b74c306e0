import { testProgram } from "@/lib/runtime/interpreter/test-programs";

const keys = Array.from({ length: 10 }, (_, index) => `s${index}`);
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };

/** Ten calls in a line. What a call does is up to the worker: see `null-worker.ts`. */
export const tenSteps = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    ...keys.map((key) => ({ key, kind: "http" as const, config: http })),
    { key: "done", kind: "end" },
  ],
  ["start > s0", ...keys.slice(1).map((key, index) => `s${index} > ${key}`), "s9 > done"],
);
