import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

type Options = { effectMs: number; standStillAfter?: string; formats?: readonly string[] };

/** Starts `effects-worker.ts` in processes of their own, which write what they do into `file`. */
export class WorkerProcesses {
  readonly #all: ChildProcess[] = [];

  constructor(private readonly file: string) {}

  /** Resolves when it takes runs. */
  async start({ effectMs, standStillAfter = "", formats = [] }: Options): Promise<ChildProcess> {
    const child = spawn(process.execPath, ["--import", "tsx", "lib/runtime/testing/effects-worker.ts"], {
      env: {
        ...process.env,
        EFFECTS_FILE: this.file,
        EFFECT_MS: String(effectMs),
        STAND_STILL_AFTER: standStillAfter,
        FORMATS: formats.join(","),
        LOG_LEVEL: "error",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#all.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once("data", () => resolve());
      child.once("exit", (code) => reject(new Error(`The worker ended with ${code} before it was ready.`)));
    });
    return child;
  }

  /** What they have done: `<pid> <time> <run> start|end <step key>`. */
  lines(): string[] {
    return readFileSync(this.file, "utf8").trim().split("\n").filter(Boolean);
  }

  forgetLines(): void {
    writeFileSync(this.file, "");
  }

  async end(): Promise<void> {
    for (const child of this.#all.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    }
    rmSync(this.file, { force: true });
  }
}

/** Polls until it is true; returns how long that took, in ms. */
export async function until(what: string, isTrue: () => Promise<boolean> | boolean, withinMs: number): Promise<number> {
  const start = Date.now();
  while (!(await isTrue())) {
    if (Date.now() - start > withinMs) throw new Error(`${what}: not within ${withinMs} ms.`);
    await sleep(20);
  }
  return Date.now() - start;
}
