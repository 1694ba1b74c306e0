import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { LostLease } from "@/lib/runtime/worker/lost-lease";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/**
 * The dependencies of one attempt. Everything that reaches outside or writes looks at the lease in its last moment, behind
 * policies, budgets, secrets and queues: a process that stood still anywhere before does not do what another worker has
 * done meanwhile. Throws `LostLease` then. While the lease is known to be fresh the look is a comparison of clocks.
 */
export function underLease(
  deps: CallExecutorDependencies,
  { holds }: Pick<StepContext, "holds">,
): CallExecutorDependencies {
  const look = async (): Promise<void> => {
    if (!(await holds())) throw new LostLease();
  };
  const looking =
    <Given extends unknown[], Answer>(act: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      await look();
      return await act(...given);
    };
  const { gateway, memory, effects } = deps;
  return {
    ...deps,
    // The call may wait for its turn inside: the gateway looks itself, right before it sends.
    gateway: { call: (request) => gateway.call({ ...request, beforeSend: look }) },
    safeFetch: looking(deps.safeFetch),
    runCode: looking(deps.runCode),
    startSubRun: looking(deps.startSubRun),
    effects: { begin: looking(effects.begin), settle: effects.settle },
    memory: {
      ...memory,
      write: looking(memory.write),
      save: looking(memory.save),
      forget: looking(memory.forget),
      append: looking(memory.append),
    },
  };
}
