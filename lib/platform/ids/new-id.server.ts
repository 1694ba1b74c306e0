import { randomBytes } from "node:crypto";
import { uuidV7 } from "@/lib/platform/ids/uuid-v7";

/** A new UUIDv7 at `nowMs` (default: the wall clock). */
export const newId = (nowMs: number = Date.now()): string => uuidV7(nowMs, randomBytes(10));
