import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { WorkerProcesses } from "@/lib/runtime/testing/worker-processes";

const WORKERS = 4;
const workers = new WorkerProcesses(join(mkdtempSync(join(tmpdir(), "slipway-start-")), "effects"));
afterAll(() => workers.end());

test("workers that start at once on a new database all start", async () => {
  const started = await Promise.allSettled(Array.from({ length: WORKERS }, () => workers.start({ effectMs: 1 })));
  expect(started.map(({ status }) => status)).toEqual(Array(WORKERS).fill("fulfilled"));
}, 60_000);
