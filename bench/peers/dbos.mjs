// DBOS as its documentation shows it: one workflow, ten steps in a line, started and awaited in the process that executes it.
import { DBOS } from "@dbos-inc/dbos-sdk";
import { serve, steps } from "./lanes.mjs";

const silent = {
  info: () => {},
  debug: () => {},
  warn: () => {},
  error: (entry) => process.stderr.write(`${entry}\n`),
};

const workflow = DBOS.registerWorkflow(
  async () => {
    let last = "";
    for (const name of steps) last = await DBOS.runStep(async () => name, { name });
    return last;
  },
  { name: "ten-steps" },
);
// As in our dispatcher: otherwise DBOS sets this by a query that overlaps the first one of a new connection, which the
// driver warns about. The value is DBOS's own default.
const database = new URL(process.env.DATABASE_URL);
database.searchParams.set("options", "-c idle_in_transaction_session_timeout=60000");
DBOS.setConfig({
  name: "bench-peer",
  systemDatabaseUrl: database.href,
  systemDatabasePoolSize: 16,
  logger: silent,
});
await DBOS.launch();

await serve(async () => {
  const handle = await DBOS.startWorkflow(workflow)();
  const last = await handle.getResult();
  if (last !== steps.at(-1)) throw new Error(`The run ended with ${last}.`);
});
