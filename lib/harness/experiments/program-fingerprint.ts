import { canonicalJson } from "@/lib/release/canonical-json";
import type { Program } from "@/lib/release/program";

/**
 * 14 hex characters that equal programs share; runs in the browser too. For telling whether evidence still speaks of the
 * draft, never for security: cyrb53 (bryc, public domain).
 */
export const programFingerprint = (program: Program): string => textFingerprint(canonicalJson(program));

/** The same of any text. */
export function textFingerprint(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(16).padStart(14, "0");
}
