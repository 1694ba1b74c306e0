import { canonicalJson } from "@/lib/release/canonical-json";
import type { CassetteStore, CassetteToStore } from "@/lib/runtime/cassettes/cassette-store";

/** Recorded calls in memory, not blacked out. For tests. */
export function memoryCassettes(): CassetteStore {
  const stored = new Map<string, CassetteToStore>();
  return {
    find: async (tenantId, request) => stored.get(`${tenantId} ${canonicalJson(request)}`)?.answer ?? null,
    recent: async () => [...stored.values()].map(({ request }) => request),
    store: async (tenantId, cassette) => void stored.set(`${tenantId} ${canonicalJson(cassette.request)}`, cassette),
  };
}
