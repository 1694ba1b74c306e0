// LangGraph.js: ten nodes in a line, a thread for each run, its Postgres checkpointer. `DURABILITY`: "async" is its default
// (a checkpoint is written while the next node runs already), "sync" waits for the checkpoint before the next node.
import { randomUUID } from "node:crypto";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { PostgresSaver } from "@langchain/langgraph-checkpoint-postgres";
import pg from "pg";
import { serve, steps } from "./lanes.mjs";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const checkpointer = new PostgresSaver(pool);
await checkpointer.setup();

const line = new StateGraph(Annotation.Root({ last: Annotation() }));
for (const step of steps) line.addNode(step, () => ({ last: step }));
for (const [index, step] of steps.entries()) line.addEdge(index === 0 ? START : steps[index - 1], step);
line.addEdge(steps.at(-1), END);
const graph = line.compile({ checkpointer });

await serve(async () => {
  const config = { configurable: { thread_id: randomUUID() }, durability: process.env.DURABILITY };
  const { last } = await graph.invoke({}, config);
  if (last !== steps.at(-1)) throw new Error(`The run ended with ${last}.`);
});
