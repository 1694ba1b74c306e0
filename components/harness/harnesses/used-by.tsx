import Link from "next/link";

type Props = { tenant: string; harnesses: readonly { slug: string; name: string }[] };

/** Harnesses whose draft refers to something, as links. */
export function UsedBy({ tenant, harnesses }: Props) {
  if (harnesses.length === 0) return <span className="faint">no draft</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      {harnesses.map(({ slug, name }) => (
        <Link key={slug} className="link" href={`/${tenant}/harnesses/${slug}/edit`}>
          {name}
        </Link>
      ))}
    </span>
  );
}
