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
DBOS.setConfig({
  name: "bench-peer",
  systemDatabaseUrl: process.env.DATABASE_URL,
  systemDatabasePoolSize: 16,
  logger: silent,
});
await DBOS.launch();

await serve(async () => {
  const handle = await DBOS.startWorkflow(workflow)();
  const last = await handle.getResult();
  if (last !== steps.at(-1)) throw new Error(`The run ended with ${last}.`);
});
