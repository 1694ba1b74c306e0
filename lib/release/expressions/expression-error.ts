/** An expression that cannot be read, checked or evaluated, in words. `position` is an offset into the source. */
export class ExpressionError extends Error {
  constructor(
    readonly source: string,
    message: string,
    readonly position: number | null = null,
    readonly suggestion: string | null = null,
  ) {
    super(suggestion ? `${message} ${suggestion}` : message);
    this.name = "ExpressionError";
  }
}
