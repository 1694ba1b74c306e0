export type OutboundReason = "bad-url" | "blocked" | "timeout" | "too-large" | "bad-answer" | "network" | "cancelled";

/** An outbound call that did not give an answer. `message` names the host, never a path, a header or a body. */
export class OutboundError extends Error {
  constructor(
    readonly reason: OutboundReason,
    message: string,
  ) {
    super(message);
    this.name = "OutboundError";
  }
}
