#!/usr/bin/env node
// Stand-in for Prisma's native `schema-engine`, for machines that cannot download it (docs/decisions/0003): the same
// JSON-RPC over stdio, answered by @prisma/schema-engine-wasm over @prisma/adapter-pg. PRISMA_NATIVE_ENGINE=1 turns it off.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { connectorFor } from "./engine-connector.mjs";
import { runDatabaseCommand } from "./engine-database-command.mjs";
import { loadEngine } from "./engine-wasm.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    "enabled-preview-features": { type: "string" },
    "extension-types": { type: "string" },
    version: { type: "boolean" },
  },
});
/** The CLI reads errors as JSON from standard error and skips its first line. */
const logError = (message, errorCode) => {
  const fields = { message, ...(errorCode ? { error_code: errorCode } : {}) };
  console.error(
    `\n${JSON.stringify({ timestamp: new Date().toISOString(), level: "ERROR", fields, target: "schema_engine::logger" })}`,
  );
};
const datasource = values.datasource ? JSON.parse(values.datasource) : {};

if (values.version) {
  console.log(`schema-engine-wasm ${(await loadEngine()).version()}`);
  process.exit(0);
}
if (positionals[0] === "cli") process.exit(await runDatabaseCommand(datasource.url, positionals[1], logError));

let engine;
async function getEngine() {
  if (engine) return engine;
  const datamodels = (values.datamodels ?? []).map((file) => [file, readFileSync(file, "utf8")]);
  const wasm = await loadEngine();
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message(message) {
      this.message = message;
    },
  };
  const connector = connectorFor(datasource);
  engine = await wasm.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    connector,
  );
  return engine;
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const ALIAS = { getDatabaseVersion: "version" };
const NEEDS_SHADOW = new Set(["evaluateDataLoss", "createMigration"]);

async function handle({ id, method, params }) {
  try {
    await answer(id, method, params);
  } catch (error) {
    const data = {
      is_panic: false,
      message: error.message,
      meta: error.meta ?? null,
      error_code: error.code ?? error.error_code ?? null,
    };
    send({ id, error: { code: 4466, message: "An error happened. Check the data field for details.", data } });
  }
}

async function answer(id, method, params) {
  const instance = await getEngine();
  const name = ALIAS[method] ?? method;
  if (typeof instance[name] !== "function")
    return send({ id, error: { code: -32601, message: `Method not found: ${method}` } });
  // Only devDiagnostic can open a shadow database in the wasm build; it leaves the migrations' end state in the engine's cache.
  if (NEEDS_SHADOW.has(method) && params.migrationsList.migrationDirectories?.length)
    await instance.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
  const result = (await instance[name](params)) ?? null;
  if (method !== "diff" || result?.stdout == null) return send({ id, result });
  send({ id: 0, method: "print", params: { content: result.stdout } });
  send({ id, result: { exitCode: result.exitCode } });
}

process.on("uncaughtException", (error) => {
  logError(globalThis.PRISMA_WASM_PANIC_REGISTRY?.message ?? error.stack);
  process.exit(101);
});
let chain = Promise.resolve();
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const message = line.trim() ? JSON.parse(line) : null;
  if (message?.method) chain = chain.then(() => handle(message));
});
lines.on("close", () => chain.then(() => process.exit(0)));
