import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runChaos } from "@/lib/runtime/testing/chaos/run-chaos";

const SEED = Number(process.env.CHAOS_SEED ?? 7);

test("workers die at random: no run is lost or stuck, no finished step runs again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-chaos-"));
  const effects = join(folder, "effects");
  writeFileSync(effects, "");
  const report = await runChaos({
    seed: SEED,
    kills: 3,
    workers: 2,
    inFlight: 6,
    effectMs: 80,
    effects,
    log: () => {},
  });
  rmSync(folder, { recursive: true, force: true });
  expect(report).toMatchObject({ lost: 0, stuck: 0, repeated: 0 });
  expect(report.runs).toBeGreaterThan(6);
}, 120_000);
