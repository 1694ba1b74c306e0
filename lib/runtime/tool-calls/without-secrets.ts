/** A text without the values of secrets, as they are and as they stand in an address. The longest first: one may hold another. */
export function withoutSecrets(text: string, values: readonly string[]): string {
  return values
    .flatMap((value) => [value, encodeURIComponent(value), new URLSearchParams({ v: value }).toString().slice(2)])
    .filter((form) => form !== "")
    .sort((one, other) => other.length - one.length)
    .reduce((left, form) => left.replaceAll(form, "[secret]"), text);
}
