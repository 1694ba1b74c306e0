import { z } from "zod";
import { Command } from "@/lib/harness/graph/command";
import { Draft } from "@/lib/harness/graph/draft";

const DATABASE = "slipway-edits";
const STORE = "waiting";

/** Edits that the server does not have yet, with the draft that they follow and the batch that may be on its way. */
export const WaitingEdits = z.object({
  base: Draft,
  rev: z.int(),
  pending: z.array(Command),
  batch: z.object({ id: z.uuid(), count: z.int() }).nullable(),
});
export type WaitingEdits = z.infer<typeof WaitingEdits>;

/** What waits on this device under a key, or null. What cannot be read any more counts as nothing. */
export async function readWaitingEdits(key: string): Promise<WaitingEdits | null> {
  const stored = await inStore("readonly", (store) => store.get(key));
  return WaitingEdits.safeParse(stored).data ?? null;
}

export const keepWaitingEdits = (key: string, edits: WaitingEdits): Promise<unknown> =>
  inStore("readwrite", (store) => store.put(JSON.parse(JSON.stringify(edits)), key));

export const forgetWaitingEdits = (key: string): Promise<unknown> => inStore("readwrite", (store) => store.delete(key));

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
  return settled(request);
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
