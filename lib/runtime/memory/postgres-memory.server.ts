import { recordCall } from "@/lib/runtime/memory/call-records.server";
import { readEntries, readHistory, readLastSeq, searchEntries } from "@/lib/runtime/memory/data.server";
import { appendMessages, forgetEntry, saveEntry, writeEntry } from "@/lib/runtime/memory/mutations.server";
import type { RunMemory } from "@/lib/runtime/memory/run-memory";

/** Memory in Postgres, on the worker's role. */
export const postgresMemory: RunMemory = {
  lastSeq: readLastSeq,
  history: readHistory,
  search: searchEntries,
  save: saveEntry,
  read: readEntries,
  write: writeEntry,
  forget: forgetEntry,
  append: appendMessages,
  recordCall,
};
