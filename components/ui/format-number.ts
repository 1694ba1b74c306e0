const LOCALE = "en-GB";
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });

/** 10427 → "10,427". */
export const formatNumber = (value: number): string => whole.format(value);
/** 184220 → "184.2k"; for axes and narrow places. */
export const formatCompact = (value: number): string => compact.format(value);
/** 0.958 → "95.8 %". Takes a share from 0 to 1; null is "–". */
export const formatPercent = (share: number | null): string => (share === null ? "–" : `${one.format(share * 100)} %`);
/** Millionths of a currency unit: 9400 → "0.0094". The unit stands in the column head. */
export const formatMicros = (micros: number): string => (micros / 1_000_000).toFixed(4);
/** 123456 → "120.6 kB" (1,024 based steps). */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${whole.format(bytes)} B`;
  return bytes < 1_048_576 ? `${one.format(bytes / 1_024)} kB` : `${one.format(bytes / 1_048_576)} MB`;
}
