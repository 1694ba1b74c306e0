/** A hull on its slip. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg className="mark" viewBox="0 0 22 22" width={size} height={size} aria-hidden="true">
      <path d="M2.5 6.5h17l-2.3 5.9a3.2 3.2 0 0 1-3 2H8.6a3.2 3.2 0 0 1-2.8-1.7z" fill="currentColor" />
      <path d="M2 20 20 17" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
    </svg>
  );
}
