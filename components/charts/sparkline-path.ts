/** The SVG path of values in a box, from 0 at the bottom to the largest value at the top; null breaks the line. */
export function sparklinePath(values: readonly (number | null)[], width: number, height: number): string {
  const top = Math.max(1, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? width / (values.length - 1) : width;
  let isDrawing = false;
  const parts = values.map((value, position) => {
    if (value === null) {
      isDrawing = false;
      return "";
    }
    const command = isDrawing ? "L" : "M";
    isDrawing = true;
    return `${command}${(position * step).toFixed(1)} ${(height - 1 - (value / top) * (height - 2)).toFixed(1)}`;
  });
  return parts.join("");
}
