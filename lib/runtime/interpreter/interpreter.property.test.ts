import fc from "fast-check";
import { expect, test } from "vitest";
import { decide, newRunState, replay } from "@/lib/runtime/interpreter/decide";
import { pendingWork } from "@/lib/runtime/interpreter/pending-work";
import { isSettled, type StepState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { randomPrograms } from "@/lib/runtime/testing/random-programs";
import { randomRun } from "@/lib/runtime/testing/random-run";

const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const NOTHING = { steps: [], turns: [], timers: [], waits: [] };
const SLOW_MS = 120_000;

test(
  "every run settles, whatever happens in it: no deadlock on the way, no dead path is left, nothing waits at the end",
  () => {
    fc.assert(
      fc.property(randomPrograms, seeds, (program, seed) => {
        const { graph, state } = randomRun(program, seed, (now, _event, its) => {
          if (now.status !== "running") return;
          const { steps, turns, timers, waits } = pendingWork(its, now);
          expect(steps.length + turns.length + timers.length + waits.length).toBeGreaterThan(0);
        });
        expect(state.status).not.toBe("running");
        expect(pendingWork(graph, state)).toEqual(NOTHING);
        for (const scope of state.scopes.values()) {
          expect(scope.ended || scope.path === "").toBe(true);
          for (const node of graph.children.get(scope.containerId) ?? [])
            expect(isSettled(state.steps.get(stepKeyOf(node.key, scope.path)))).toBe(true);
        }
      }),
      { numRuns: 250 },
    );
  },
  SLOW_MS,
);

test(
  "replay of every prefix of the journal equals the live state",
  () => {
    fc.assert(
      fc.property(randomPrograms, seeds, (program, seed) => {
        const { graph, events } = randomRun(program, seed);
        const live = newRunState(graph);
        const stride = Math.max(1, Math.floor(events.length / 12));
        for (const [index, event] of events.entries()) {
          decide(graph, live, event);
          if (index % stride === 0 || index === events.length - 1)
            expect(replay(graph, events.slice(0, index + 1))).toEqual(live);
        }
      }),
      { numRuns: 60 },
    );
  },
  SLOW_MS,
);

test(
  "a finished step is never executed again: once settled it stays as it is, and it is never offered again",
  () => {
    fc.assert(
      fc.property(randomPrograms, seeds, (program, seed) => {
        const settled = new Map<string, StepState>();
        randomRun(program, seed, (state, _event, graph) => {
          for (const [key, step] of settled) expect(state.steps.get(key)).toBe(step);
          for (const [key, step] of [...state.steps].filter((entry) => isSettled(entry[1]))) settled.set(key, step);
          expect(pendingWork(graph, state).steps.filter(({ stepKey }) => settled.has(stepKey))).toEqual([]);
        });
      }),
      { numRuns: 100 },
    );
  },
  SLOW_MS,
);

test(
  "events that come twice or too late change nothing",
  () => {
    fc.assert(
      fc.property(randomPrograms, seeds, (program, seed) => {
        const { graph, state, events } = randomRun(program, seed);
        const before = structuredClone(state);
        for (const event of events) decide(graph, state, event);
        expect(state).toEqual(before);
      }),
      { numRuns: 60 },
    );
  },
  SLOW_MS,
);

test(
  "a run that failed has done what undoes it, once, and stays failed for the first reason",
  () => {
    fc.assert(
      fc.property(randomPrograms, seeds, (program, seed) => {
        const { graph, state } = randomRun(program, seed);
        const undo = [...graph.node.values()].find((node) => node.policy.onFailure);
        const step = undo && state.steps.get(stepKeyOf(undo.key, "@failure"));
        if (!undo || !state.compensating) expect(step).toBeUndefined();
        else {
          expect([state.status, isSettled(step)]).toEqual(["failed", true]);
          expect(state.failure).not.toBeNull();
        }
      }),
      { numRuns: 100 },
    );
  },
  SLOW_MS,
);
