import type { ContextPlan } from "@/lib/runtime/memory/context-plan";
import type { HistoryMessage, RecalledEntry } from "@/lib/runtime/memory/plan-input";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import type { ModelAnswer } from "@/lib/runtime/models/model-gateway";
import type { CallPrice } from "@/lib/runtime/models/price-call";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

/** Where in a run something happened; with `tenantId` and `runId` it makes a repeated write the same write. */
export type WritePlace = { nodeKey: string; stepKey: string; attempt: number; nowMs: number };

/** One model call: the plan always, the rest once it was answered. `call` is its name, for example `model:0`. */
export type CallToRecord = {
  call: string;
  plan: ContextPlan;
  answered: { connectionId: string; modelId: string; answer: ModelAnswer; price: CallPrice } | null;
};

export type MessageToAppend = { message: ChatMessage; tokens: number; trust: "user" | "derived" | "untrusted" };
export type EntryToSave = { key: string; content: string; tokens: number; trust: "derived" | "untrusted" };

/** Where a memory step looks or writes. */
export type EntryPlace = { scope: string; scopeKey: string };
export type EntryQuery = EntryPlace & {
  kinds: readonly string[];
  by: { key: string } | { query: string };
  limit: number;
};
/** `at`: when it was recorded, as an ISO time in UTC. */
export type FoundEntry = { key: string; kind: string; version: number; content: string; trust: string; at: string };
/** `ifVersion`: written only when this is the version (0: there is none). Null: whatever is there. */
export type EntryToWrite = EntryToSave & EntryPlace & { kind: string; ifVersion: number | null };
export type EntryToForget = EntryPlace & Pick<EntryToWrite, "kind" | "key" | "trust" | "ifVersion">;
export type WrittenEntry = { ok: true; id: string; version: number } | { ok: false; version: number };

/** What a step remembers, as the executors use it. Every write is safe to repeat. */
export interface RunMemory {
  /** Sequence number of the thread's last message, 0 for a new thread or one of another harness or environment. */
  lastSeq(run: RunContext): Promise<number>;
  /** Messages of the thread after `afterSeq`, up to and including `toSeq`, oldest first, at most the newest 2,000. */
  history(run: RunContext, toSeq: number, afterSeq?: number): Promise<HistoryMessage[]>;
  /** Entries of the run's scope that fit the words, best first, at most 20. Empty without a scope. */
  search(run: RunContext, query: string): Promise<RecalledEntry[]>;
  /** Saves or changes a fact of the run's scope; null when the run has neither an end user nor a thread. */
  save(run: RunContext, place: WritePlace, entry: EntryToSave): Promise<{ id: string; version: number } | null>;
  /** Entries of one scope that are not forgotten: the ones with a key, or best first by words. */
  read(run: RunContext, query: EntryQuery): Promise<FoundEntry[]>;
  /** Saves or changes an entry of one scope; `ok: false` with the version that is there when it is not `ifVersion`. */
  write(run: RunContext, place: WritePlace, entry: EntryToWrite): Promise<WrittenEntry>;
  /**
   * Takes an entry out of every later read; earlier versions stay for people to see. `ok: false` with the version that is
   * there when it is not `ifVersion`, or 0 when there is none.
   */
  forget(run: RunContext, place: WritePlace, entry: EntryToForget): Promise<WrittenEntry>;
  append(run: RunContext, place: WritePlace, messages: MessageToAppend[]): Promise<void>;
  /** An answered call is stored together with the entry of the journal that holds its answer. */
  recordCall(run: RunContext, place: WritePlace, call: CallToRecord): Promise<void>;
}
