/**
 * UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits; ids sort by the time they were made.
 * @param nowMs milliseconds since the epoch @param random ten random bytes
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new Error("uuidV7 needs ten random bytes.");
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(nowMs / 2 ** (8 * (5 - i))) % 256;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The least id that is made at `ms`: the bound of a range of ids by time. */
export const firstIdAt = (ms: number): string => uuidV7(ms, new Uint8Array(10));
