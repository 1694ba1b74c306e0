import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/release/canonical-json";

/** sha256 of the canonical JSON, in hex: equal content, equal hash. */
export const checksum = (value: unknown): string => createHash("sha256").update(canonicalJson(value)).digest("hex");
