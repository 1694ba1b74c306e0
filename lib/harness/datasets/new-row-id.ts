const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A new permanent id of a row: `i_` and 14 random characters. */
export function newRowId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(14));
  return `i_${[...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}
