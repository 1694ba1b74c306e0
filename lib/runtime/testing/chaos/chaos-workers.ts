import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";

/** Bundles the worker of tests once; a start takes a fraction of what it takes from the sources. Returns its file, which is the caller's to remove. */
export async function bundleEffectsWorker(): Promise<string> {
  const outfile = join("dist", `effects-worker-${process.pid}.mjs`);
  await build({
    entryPoints: ["lib/runtime/testing/effects-worker.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { "@": "." },
    logLevel: "warning",
  });
  return outfile;
}

/** Real worker processes that can be killed and frozen; each start and end of a call is a line in the file `effects`. */
export class ChaosWorkers {
  readonly #alive = new Set<ChildProcess>();

  constructor(
    private readonly bundle: string,
    private readonly effects: string,
    private readonly effectMs: number,
  ) {}

  get alive(): readonly ChildProcess[] {
    return [...this.#alive];
  }

  /** Starts one; resolves when it takes runs. A worker that cannot start (no database just now) is started again. */
  async start(): Promise<void> {
    for (let attempt = 0; attempt < 20; attempt += 1) if (await this.#tryStart()) return;
    throw new Error("A worker did not start after 20 attempts.");
  }

  async #tryStart(): Promise<boolean> {
    const env = {
      ...process.env,
      EFFECTS_FILE: this.effects,
      EFFECT_MS: String(this.effectMs),
      LOG_LEVEL: "silent",
      NODE_NO_WARNINGS: "1",
    };
    const child = spawn(process.execPath, [this.bundle], { env, stdio: ["ignore", "pipe", "ignore"] });
    const isReady = await new Promise<boolean>((resolve) => {
      child.stdout?.once("data", () => resolve(true));
      child.once("exit", () => resolve(false));
    });
    if (!isReady) return false;
    this.#alive.add(child);
    child.once("exit", () => this.#alive.delete(child));
    return true;
  }

  async kill(child: ChildProcess): Promise<void> {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await gone;
    }
    this.#alive.delete(child);
  }

  async end(): Promise<void> {
    for (const child of this.alive) await this.kill(child);
  }
}
