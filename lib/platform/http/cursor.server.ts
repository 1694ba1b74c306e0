import { z } from "zod";
import { ProblemError } from "@/lib/platform/errors/problem";

const Position = z.tuple([z.iso.datetime(), z.uuid()]);

/** A position in a list by time and id, opaque to clients. */
export const toCursor = (at: string, id: string): string => Buffer.from(JSON.stringify([at, id])).toString("base64url");

/** Reads a cursor that `toCursor` made. Throws `invalid` for anything else. */
export function fromCursor(cursor: string): { at: Date; id: string } {
  try {
    const [at, id] = Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { at: new Date(at), id };
  } catch {
    throw new ProblemError("invalid", "The cursor is not one of ours. Start again without it.");
  }
}
