/** The simulated models that the runtime ships, as references. */
export const SANDBOX_MODELS = [
  "sandbox/support-demo",
  "sandbox/research-demo",
  "sandbox/triage-demo",
  "sandbox/echo",
  "sandbox/flaky-30",
  "sandbox/obedient",
] as const;

/** Tokens; the limits of every simulated model. */
export const SANDBOX_WINDOW = { contextWindow: 16_000, maxOutput: 2_048 } as const;
