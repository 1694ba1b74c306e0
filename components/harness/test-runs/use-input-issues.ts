"use client";
import { useEffect, useState } from "react";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

type Found = { pointer: string; message: string; where: string };
type Check = (schema: JsonSchema, input: Json) => Found[];
const load = async (): Promise<Check> => (await import("@/lib/harness/test-runs/input-issues")).inputIssues;

/** The check of an input against its schema: loaded beside the form, and waited for when it is asked sooner. */
export function useInputIssues(schema: JsonSchema) {
  const [check, setCheck] = useState<Check | null>(null);
  useEffect(() => {
    let isGone = false;
    void load().then((loaded) => !isGone && setCheck(() => loaded));
    return () => {
      isGone = true;
    };
  }, []);
  return {
    /** What is wrong as far as it is known yet. */
    now: (input: Json): Found[] => check?.(schema, input) ?? [],
    find: async (input: Json): Promise<Found[]> => (check ?? (await load()))(schema, input),
  };
}
