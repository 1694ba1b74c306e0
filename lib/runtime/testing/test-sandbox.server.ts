import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";
import { createSandboxPool } from "@/lib/runtime/sandbox/sandbox-pool.server";
import { startSandboxProcess } from "@/lib/runtime/sandbox/sandbox-process.server";
import { sandboxUser } from "@/lib/runtime/sandbox/sandbox-user";

/** A pool of real children from the sources, as the bundle makes them. `starts` counts the processes, `pids` names them. */
export async function startTestSandbox(size = 2) {
  const { outputFiles } = await build({
    entryPoints: ["lib/runtime/sandbox/sandbox-child.server.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    alias: { "@": "." },
    write: false,
  });
  const engine = createRequire(import.meta.url).resolve("@jitl/quickjs-ng-wasmfile-release-sync/wasm");
  const program = { source: outputFiles[0]?.text ?? "", wasm: readFileSync(engine).toString("base64") };
  const user = process.getuid?.() === 0 ? sandboxUser(readFileSync("/etc/passwd", "utf8")) : null;
  const counts = { starts: 0 };
  const pids: number[] = [];
  const pool = createSandboxPool({
    size,
    start: () => {
      counts.starts += 1;
      const started = startSandboxProcess(program, user);
      if (started.pid !== undefined) pids.push(started.pid);
      return started;
    },
  });
  return { ...pool, counts, pids };
}
