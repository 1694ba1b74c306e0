import type { ApiKeyScope } from "@/lib/governance/keys/schema";

/** What each right of a key lets its holder do. */
export const SCOPE_WORDS: Record<ApiKeyScope, string> = {
  "run:start": "start runs of released harnesses",
  "run:read": "list runs and read their results",
  "run:cancel": "cancel runs",
  "run:replay": "replay finished runs",
  "deadletter:write": "discard and replay dead letters",
  "draft:run": "test-run drafts",
  "trace:read": "read traces and spans",
  "payload:readProd": "read inputs and outputs in production",
  "harness:read": "read harnesses",
  "release:read": "read releases",
};
