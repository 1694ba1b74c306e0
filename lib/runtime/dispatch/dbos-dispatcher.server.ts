import { DBOS } from "@dbos-inc/dbos-sdk";
import { inTurn } from "@/lib/platform/db/in-turn.server";
import { tenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";
import type { Dispatcher, ExecuteSegment } from "@/lib/runtime/dispatch/dispatcher";

const QUEUE = "runs";
const WORKFLOW = "segment";
/** Version of the interpreter, not of the code: a deployment must not strand queued segments. */
const INTERPRETER_VERSION = "1";
const KEEP_FINISHED_MS = 600_000;
const IDLE_TRANSACTION_MS = 60_000;

type Options = {
  systemDatabaseUrl: string;
  executorId: string;
  /** Segments at a time in this process, and for one tenant over all processes. */
  concurrency: number;
  tenantConcurrency: number;
};

const quiet = {
  info: () => {},
  debug: () => {},
  warn: (entry: unknown) => log().warn({ dispatcher: entry }),
  error: (entry: unknown) => log().error({ dispatcher: entry }),
};

/**
 * Dispatch by DBOS: one durable workflow is one segment. Its own record of steps is not used, the journal remembers.
 * One per process, because DBOS is.
 */
export function dbosDispatcher(options: Options): Dispatcher {
  let execute: ExecuteSegment = () => Promise.reject(new Error("The dispatcher has not started."));
  const segment = DBOS.registerWorkflow(
    async (tenant: string, runId: string) => await execute({ tenantId: tenantId(tenant), runId }),
    { name: WORKFLOW },
  );
  let isStopped = false;
  return {
    async start(perform) {
      execute = perform;
      DBOS.setConfig({
        name: "slipway",
        systemDatabaseUrl: withIdleTimeout(options.systemDatabaseUrl),
        executorID: options.executorId,
        applicationVersion: INTERPRETER_VERSION,
        logger: quiet,
      });
      // It makes its tables when they are missing, which two processes may not do at once.
      await inTurn("dispatcher", async () => {
        await DBOS.launch();
        await DBOS.registerQueue(QUEUE, {
          workerConcurrency: options.concurrency,
          partitionConcurrency: options.tenantConcurrency,
          minPollingIntervalMs: 50,
          onConflict: "always_update",
        });
      });
    },
    async enqueue(run) {
      if (isStopped) return;
      await DBOS.startWorkflow(segment, {
        queueName: QUEUE,
        enqueueOptions: { queuePartitionKey: run.tenantId, deduplicationID: run.runId },
        duplicationPolicy: "return-existing",
      })(run.tenantId, run.runId);
    },
    async reclaim(executorId) {
      const pending = await DBOS.listWorkflows({ executorId, status: "PENDING", queueName: QUEUE, loadInput: false });
      await DBOS.cancelWorkflows(pending.map((workflow) => workflow.workflowID));
      return pending.length;
    },
    async executors() {
      const pending = await DBOS.listWorkflows({
        status: "PENDING",
        queueName: QUEUE,
        loadInput: false,
        limit: 10_000,
      });
      return [...new Set(pending.flatMap(({ executorId }) => executorId ?? []))];
    },
    async stop() {
      isStopped = true;
      await DBOS.shutdown({ workflowCompletionTimeoutMS: 1_000 });
    },
  };
}

/**
 * The idle timeout travels in the connection's own options: otherwise DBOS sets it by a query that overlaps the first one
 * of the borrower, which the driver warns about and will refuse in its next major version.
 */
function withIdleTimeout(url: string): string {
  const withOptions = new URL(url);
  withOptions.searchParams.set("options", `-c idle_in_transaction_session_timeout=${IDLE_TRANSACTION_MS}`);
  return withOptions.toString();
}

/** Forgets segments that ended more than ten minutes ago: the journal is the memory. Returns how many. */
export async function forgetFinishedSegments(nowMs: number): Promise<number> {
  const finished = await DBOS.listWorkflows({
    queueName: QUEUE,
    status: ["SUCCESS", "ERROR", "CANCELLED"],
    completedBefore: new Date(nowMs - KEEP_FINISHED_MS).toISOString(),
    limit: 1_000,
    loadInput: false,
    loadOutput: false,
  });
  await DBOS.deleteWorkflows(finished.map((workflow) => workflow.workflowID));
  return finished.length;
}
