import { z } from "zod";

/** What reads something stored, or null when it was stored in a form that is not read any more: it costs nobody a list. */
export function ifReadable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}
