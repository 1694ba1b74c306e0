const cents = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const exact = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 4 });

/** Millionths of a US dollar as dollars: 5000000 → "5.00", 12300 → "0.0123". The unit stands in the column head. */
export const dollarsOf = (micros: number): string => (micros < 1_000_000 ? exact : cents).format(micros / 1_000_000);
