// Brings the whole product up and keeps it up: Postgres, migrations, seed, build, web, gateway, workers.
import { setTimeout as sleep } from "node:timers/promises";
import { hasAllMigrations } from "../database/migrations.mjs";
import { prepareDatabase, urlAs } from "../database/roles.mjs";
import { startPostgres } from "../postgres/start-postgres.mjs";
import { isClientCurrent, noteClientCurrent } from "../prisma/generated-client.mjs";
import { build, isBuilt, isBundled, noteBundled, sourceHash } from "./build.mjs";
import { hasDemoContent, noteDemoContent } from "./demo-content.mjs";
import { installationEnvironment, installationHome, installationSecrets, takeLock } from "./installation.mjs";
import { requireFreePort } from "./ports.mjs";
import { processGroup } from "./processes.mjs";
import { progress } from "./progress.mjs";

const SIGNAL_NUMBER = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
const READY_MS = 60_000;

/** Starts everything for the project in `root` and stays until a signal, or until something does not stay up. */
export async function supervise(root, { dev }) {
  const home = installationHome(root);
  const show = progress();
  const state = { root, home, dev, show, postgres: null, release: () => {}, stopping: false };
  state.group = processGroup({ root, home, log: show.note, onGiveUp: (why) => stop(state, 1, why) });
  for (const [signal, number] of Object.entries(SIGNAL_NUMBER))
    process.on(signal, () => stop(state, 128 + number, signal));
  endWithNpm(state);
  try {
    await bringUp(state);
  } catch (error) {
    await stop(state, 1, error.message);
  }
}

async function bringUp(state) {
  const { home, dev, show } = state;
  const [port, gatewayPort] = [Number(process.env.PORT ?? 3000), Number(process.env.GATEWAY_PORT ?? 4318)];
  state.release = takeLock(home);
  await requireFreePort(port, "PORT", "the web server");
  await requireFreePort(gatewayPort, "GATEWAY_PORT", "the gateway");
  const secrets = installationSecrets(home);
  const { adminUrl, database } = await show.step("Postgres", () => findDatabase(state));
  const env = installationEnvironment({ adminUrl, database, secrets, port, gatewayPort });
  await show.step("database", () => prepareDatabase({ adminUrl, secret: secrets.secret, database }));
  const ownerUrl = urlAs(adminUrl, "slip_migrate", secrets.secret, database);
  await prepareCode(state, ownerUrl);
  await Promise.all([prepareContent(state, env), prepareBuild(state)]);
  if (state.stopping) return;
  startServers(state, { ...env, NODE_ENV: dev ? "development" : "production" });
  await show.step("web and gateway", () =>
    Promise.all([
      ready(state, `http://127.0.0.1:${port}/readyz`),
      ready(state, `http://127.0.0.1:${gatewayPort}/readyz`),
    ]),
  );
  if (!state.stopping) show.done(`http://127.0.0.1:${port}`);
}

/** Brings the generated client, the migrations and the bundle to the state of the sources; what is there is left alone. */
async function prepareCode({ root, show, group }, ownerUrl) {
  const prisma = (...args) => ["node_modules/prisma/build/index.js", ...args];
  const env = { DATABASE_URL: ownerUrl };
  if (!isClientCurrent(root))
    await show.step("database client", async () => {
      await group.run("generate", prisma("generate"), env);
      noteClientCurrent(root);
    });
  if (!(await hasAllMigrations(ownerUrl, root)))
    await show.step("migrations", () => group.run("migrate", prisma("migrate", "deploy"), env));
  const hash = sourceHash(root);
  if (!isBundled(root, hash))
    await show.step("bundle", async () => {
      await group.run("bundle", ["scripts/bundle.mjs"], {});
      noteBundled(root, hash);
    });
}

async function prepareContent({ home, show, group }, env) {
  if (await hasDemoContent(home, env.SLIPWAY_APP_URL)) return;
  await show.step("demo content", async () => {
    await group.run("seed", ["--enable-source-maps", "dist/slipway.mjs", "seed", "demo"], env);
    await noteDemoContent(home, env.SLIPWAY_APP_URL);
  });
}

async function prepareBuild({ root, dev, show, group }) {
  const hash = sourceHash(root);
  if (dev || isBuilt(root, hash)) return;
  await show.step("production build", () =>
    build(root, hash, (name, args) => group.run(name, args, { NEXT_TELEMETRY_DISABLED: "1" })),
  );
}

/** The embedded server, or the one that DATABASE_URL names (a role with CREATEROLE and CREATEDB). */
async function findDatabase(state) {
  const given = process.env.DATABASE_URL;
  if (given) return { adminUrl: given, database: decodeURIComponent(new URL(given).pathname.slice(1)) || "slipway" };
  state.postgres = await startPostgres({ root: state.root, home: state.home, log: state.show.note });
  return { adminUrl: state.postgres.url, database: "slipway" };
}

function startServers({ group, dev }, env) {
  const web = dev
    ? ["node_modules/next/dist/bin/next", "dev", "-H", "127.0.0.1", "-p", env.PORT]
    : [".next/standalone/server.js"];
  const entry = (name, source) => (dev ? ["--import", "tsx", source] : ["--enable-source-maps", `dist/${name}.mjs`]);
  group.keep("web", web, { ...env, HOSTNAME: "127.0.0.1" });
  group.keep("gateway", entry("gateway", "lib/api/gateway.server.ts"), env);
  for (let index = 1; index <= workerCount(); index += 1)
    group.keep(`worker ${index}`, entry("worker", "lib/runtime/worker/main.server.ts"), env);
}

/** `SLIPWAY_WORKERS`, default 1; 0 starts none here, for workers on other machines. */
function workerCount() {
  const count = Number(process.env.SLIPWAY_WORKERS ?? 1);
  if (!Number.isInteger(count) || count < 0 || count > 64)
    throw new Error(`SLIPWAY_WORKERS is "${process.env.SLIPWAY_WORKERS}". Give a whole number from 0 to 64.`);
  return count;
}

async function ready(state, url) {
  const until = Date.now() + READY_MS;
  let last = "no answer";
  while (!state.stopping && Date.now() < until) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.ok) return;
    if (answer) last = await answer.text().catch(() => last);
    await sleep(50);
  }
  if (!state.stopping)
    throw new Error(
      `${url} is not ready after ${READY_MS / 1000} s (${last}). Read the lines above and the logs in ${state.home}.`,
    );
}

/** Servers first, Postgres last. A second signal changes nothing: a terminal sends Ctrl-C twice. */
async function stop(state, code, why) {
  if (state.stopping) return;
  state.stopping = true;
  state.show.note(code > 128 ? "stopping" : `cannot go on: ${why}`);
  await state.group.stopAll();
  await state.postgres?.stop();
  state.release();
  state.show.note("stopped");
  process.exit(code);
}

/** npm does not forward SIGHUP and cannot forward its own kill -9: when it is gone, so are we. */
function endWithNpm(state) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || parent === 1) return;
  setInterval(() => {
    if (process.ppid !== parent) stop(state, 1, "npm ended");
  }, 1000).unref();
}
