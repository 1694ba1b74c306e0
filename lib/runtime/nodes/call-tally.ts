import type { TokenUsage } from "@/lib/observability/spans/span-sink";
import type { CallPrice } from "@/lib/runtime/models/price-call";
import type { CallRecord } from "@/lib/runtime/worker/node-executor";

/** Adds up what the answers of one durable call have used. */
export class CallTally {
  #inputTokens = 0;
  #outputTokens = 0;
  #costMicros = 0;

  add(usage: TokenUsage, price: CallPrice): void {
    this.#inputTokens += usage.input + usage.cacheRead + usage.cacheWrite;
    this.#outputTokens += usage.output + usage.reasoning;
    this.#costMicros += price.costMicros ?? 0;
  }

  take(other: CallTally): void {
    this.#inputTokens += other.#inputTokens;
    this.#outputTokens += other.#outputTokens;
    this.#costMicros += other.#costMicros;
  }

  usage(simulated: boolean): NonNullable<CallRecord["usage"]> {
    return {
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      costMicros: this.#costMicros,
      simulated,
    };
  }
}
