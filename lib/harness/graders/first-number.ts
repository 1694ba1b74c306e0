const NUMBER = /[-−]?\d[\d.,]*(?<exponent>e[-+]?\d+)?/i;
const THOUSANDS = [
  /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/,
  /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)$/,
  /^[1-9]\d{0,2}(?:\.\d{3}){2,}$/,
];

/**
 * The first number of a text, or null. A point or a comma begins the decimals; groups of three digits are thousands where
 * they cannot be decimals, and after commas: "1,234" is 1234, "1.234" is not.
 */
export function firstNumber(text: string): number | null {
  const found = NUMBER.exec(text);
  if (!found) return null;
  const exponent = found.groups?.exponent ?? "";
  const digits = found[0]
    .slice(0, found[0].length - exponent.length)
    .replace("−", "-")
    .replace(/[.,]+$/, "");
  return Number(`${withPoint(digits)}${exponent}`);
}

function withPoint(number: string): string {
  const sign = number.startsWith("-") ? "-" : "";
  const digits = number.slice(sign.length);
  if (!THOUSANDS.some((groups) => groups.test(digits)))
    return `${sign}${/^\d+(?:[.,]\d+)?/.exec(digits)?.[0].replace(",", ".")}`;
  const decimals = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const isDecimal = new Set(digits.replaceAll(/\d/g, "")).size === 2;
  const whole = isDecimal ? digits.slice(0, decimals) : digits;
  return `${sign}${whole.replaceAll(/[.,]/g, "")}${isDecimal ? `.${digits.slice(decimals + 1)}` : ""}`;
}
