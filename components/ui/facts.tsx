import { Fragment, type ReactNode } from "react";

/** Names and values of one thing, in two columns; a value of null leaves its row out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[110px_minmax(0,1fr)] gap-x-3 gap-y-2">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <Fragment key={name}>
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
