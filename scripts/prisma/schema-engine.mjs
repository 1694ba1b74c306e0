#!/usr/bin/env node
import { randomUUID } from "node:crypto";
// Stand-in for Prisma's native `schema-engine`, for machines that cannot download it.
// Same JSON-RPC protocol over stdio, answered by @prisma/schema-engine-wasm (same engine, compiled to WebAssembly)
// over @prisma/adapter-pg. Used through PRISMA_SCHEMA_ENGINE_BINARY; production machines with a network leave it unset.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import pg from "pg";

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
const require = createRequire(import.meta.url);

let wasm;
const loadWasm = () => (wasm ??= load());
async function load() {
  const js = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmPath = require.resolve("@prisma/schema-engine-wasm").replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), { "./schema_engine_bg.js": js });
  js.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return js;
}
if (values.version) {
  const js = await loadWasm();
  console.log(`schema-engine-wasm ${js.version()}`);
  process.exit(0);
}
// A parsed config, not { connectionString }: adapter-pg's connectToShadowDb() overrides `database` only, and `pg` would let
// the connection string win, so that the shadow migrations would run in the real database.
const pgConfig = (u) => {
  const url = new URL(u),
    dec = decodeURIComponent;
  return {
    host: dec(url.hostname),
    port: Number(url.port || 5432),
    user: dec(url.username),
    password: dec(url.password),
    database: dec(url.pathname.slice(1)),
  };
};
const ds = values.datasource ? JSON.parse(values.datasource) : {};
// The CLI skips the first line of stderr.
const logError = (message, error_code) =>
  console.error(
    "\n" +
      JSON.stringify({
        timestamp: new Date().toISOString(),
        level: "ERROR",
        fields: { message, ...(error_code ? { error_code } : {}) },
        target: "schema_engine::logger",
      }),
  );

// `schema-engine --datasource … cli can-connect-to-database | create-database | drop-database`
if (positionals[0] === "cli") {
  const url = new URL(ds.url);
  const name = decodeURIComponent(url.pathname.slice(1)) || "postgres";
  const ident = `"${name.replaceAll('"', '""')}"`;
  const admin = new URL(url);
  if (positionals[1] !== "can-connect-to-database") admin.pathname = "/postgres";
  const c = new pg.Client({ connectionString: admin.toString(), connectionTimeoutMillis: 5000 });
  try {
    await c.connect();
    if (positionals[1] === "create-database") await c.query(`CREATE DATABASE ${ident}`);
    if (positionals[1] === "drop-database") await c.query(`DROP DATABASE IF EXISTS ${ident} WITH (FORCE)`);
    await c.end();
    process.exit(0);
  } catch (e) {
    const code =
      { "3D000": "P1003", "28P01": "P1000", "42P04": "P1009", ECONNREFUSED: "P1001", ETIMEDOUT: "P1002" }[e.code] ??
      "P1011";
    logError(code === "P1003" ? `Database \`${name}\` does not exist` : `${e.message || e.code}`, code);
    process.exit(1);
  }
}

const datamodels = (values.datamodels ?? []).map((f) => [f, readFileSync(f, "utf8")]);
let engine;
async function getEngine() {
  if (engine) return engine;
  const [{ PrismaPg }, { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum }, js] = await Promise.all([
    import("@prisma/adapter-pg"),
    import("@prisma/driver-adapter-utils"),
    loadWasm(),
  ]);
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message(m) {
      this.message = m;
    },
  };
  // adapter-pg does not map PostgreSQL's one-byte "char" type (OID 18), which the engine's catalog queries return.
  const patch = (adapter) => {
    const performIO = adapter.performIO.bind(adapter),
      queryRaw = adapter.queryRaw.bind(adapter);
    let chars = [];
    adapter.performIO = async (q) => {
      const r = await performIO(q);
      chars = [];
      r.fields?.forEach((f, i) => {
        if (f.dataTypeID === 18) {
          f.dataTypeID = 1042;
          chars.push(i);
        }
      });
      return r;
    };
    adapter.queryRaw = async (q) => {
      const r = await queryRaw(q);
      for (const i of chars) r.columnTypes[i] = ColumnTypeEnum.Character;
      return r;
    };
    // adapter-pg splits scripts on ";", which breaks $$-quoted bodies. The native engine sends the whole script.
    adapter.executeScript = async (script) => {
      try {
        await adapter.client.query(script);
      } catch (e) {
        adapter.onError(e);
      }
    };
    return adapter;
  };
  class Pg extends PrismaPg {
    async connect() {
      return patch(await super.connect());
    }
    // adapter-pg 7.10 drops the shadow database before it closes its own pool, which PostgreSQL refuses.
    async connectToShadowDb() {
      const cfg = pgConfig(ds.url),
        name = `prisma_migrate_shadow_db_${randomUUID()}`;
      const admin = async (sql) => {
        const c = new pg.Client(cfg);
        await c.connect();
        try {
          await c.query(sql);
        } finally {
          await c.end();
        }
      };
      if (ds.shadowDatabaseUrl) return patch(await new PrismaPg(pgConfig(ds.shadowDatabaseUrl)).connect());
      await admin(`CREATE DATABASE "${name}"`);
      const adapter = patch(await new PrismaPg({ ...cfg, database: name }).connect());
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        await admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      };
      return adapter;
    }
  }
  const factory = bindMigrationAwareSqlAdapterFactory(new Pg(pgConfig(ds.url ?? "postgresql://127.0.0.1:1/none")));
  return (engine = await js.SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels : undefined },
    (log) => {
      if (process.env.DEBUG_SCHEMA_ENGINE) console.error(log);
    },
    factory,
  ));
}
const send = (m) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...m }) + "\n");
process.on("uncaughtException", (e) => {
  logError(globalThis.PRISMA_WASM_PANIC_REGISTRY?.message ?? e.stack);
  process.exit(101);
});
const alias = { getDatabaseVersion: "version" };
let chain = Promise.resolve();
const handle = async ({ id, method, params }) => {
  try {
    const e = await getEngine();
    const fn = alias[method] ?? method;
    if (typeof e[fn] !== "function")
      return send({ id, error: { code: -32601, message: `Method not found: ${method}` } });
    // Only devDiagnostic can open a shadow database in the wasm build; it leaves the migrations' end state in the engine's cache.
    if (
      (method === "evaluateDataLoss" || method === "createMigration") &&
      params.migrationsList.migrationDirectories?.length
    )
      await e.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    let result = (await e[fn](params)) ?? null;
    if (method === "diff" && result?.stdout != null) {
      send({ id: 0, method: "print", params: { content: result.stdout } });
      result = { exitCode: result.exitCode };
    }
    send({ id, result });
  } catch (err) {
    if (process.env.DEBUG_SCHEMA_ENGINE) console.error(err, Object.entries(err));
    const code = err.code ?? err.error_code;
    send({
      id,
      error: {
        code: 4466,
        message: "An error happened. Check the data field for details.",
        data: { is_panic: false, message: err.message, meta: err.meta ?? null, error_code: code ?? null },
      },
    });
  }
};
const rl = createInterface({ input: process.stdin });
rl.on("line", (line) => {
  if (line.trim()) {
    const m = JSON.parse(line);
    if (m.method) chain = chain.then(() => handle(m));
  }
});
rl.on("close", () => chain.then(() => process.exit(0)));
