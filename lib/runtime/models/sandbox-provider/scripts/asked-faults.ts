import type { SandboxRule } from "@/lib/release/sandbox-script";

/**
 * Faults that a user message asks for, first in every shipped script: `[simulate rate-limit]`, `outage`, `timeout`,
 * `bad-json`, `auth`, `cut`. With `once` (`[simulate outage once]`) only the first attempt of the step fails.
 */
export const ASKED_FAULTS: readonly SandboxRule[] = [
  ...pair("rate-limit", { status: 429, retryAfterMs: 200 }),
  ...pair("outage", { status: 503 }),
  ...pair("timeout", { kind: "timeout" }),
  ...pair("cut", { kind: "cut-stream" }),
  ...pair("bad-json", { kind: "bad-json" }),
  ...pair("auth", { status: 401 }),
];

function pair(word: string, fail: NonNullable<SandboxRule["fail"]>): SandboxRule[] {
  return [
    { when: { userMatches: `\\[simulate ${word} once\\]` }, fail: { ...fail, times: 1 } },
    { when: { userMatches: `\\[simulate ${word}\\]` }, fail },
  ];
}
