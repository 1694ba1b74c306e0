import type { BreakerStore } from "@/lib/runtime/circuit-breakers/breaker-store";
import {
  admission,
  afterCalls,
  type CircuitBreaker,
  CLOSED,
  probing,
} from "@/lib/runtime/circuit-breakers/circuit-breaker";

/** Circuits in memory, for tests: the same machine without other workers. */
export function memoryBreakers(): BreakerStore & { circuits: Map<string, CircuitBreaker> } {
  const circuits = new Map<string, CircuitBreaker>();
  return {
    circuits,
    async admit({ target, connectionRev }, nowMs) {
      const breaker = circuits.get(target) ?? CLOSED;
      const answer = admission(breaker, nowMs, connectionRev);
      if (answer.kind === "refuse") return { open: true, retryAt: answer.retryAt };
      if (answer.kind === "probe") circuits.set(target, probing(breaker, nowMs));
      return { open: false };
    },
    async record({ target, connectionRev }, outcome, nowMs) {
      const call = { at: nowMs, ok: outcome === "ok" };
      circuits.set(target, afterCalls(circuits.get(target) ?? CLOSED, [call], { outcome, at: nowMs, connectionRev }));
    },
  };
}
