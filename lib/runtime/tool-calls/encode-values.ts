/** A copy of a value whose strings are percent-encoded, for templates of a URL: an argument can never change its path or host. */
export function encodeValues(value: unknown): unknown {
  if (typeof value === "string") return encodeURIComponent(value);
  if (Array.isArray(value)) return value.map(encodeValues);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, encodeValues(member)]));
  return value;
}
