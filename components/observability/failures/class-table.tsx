import Link from "next/link";
import { heatColors } from "@/components/charts/heat-scale";
import { runsHref } from "@/components/observability/failures/runs-href";
import type { FailureMap } from "@/lib/observability/failures/schema";

type Props = { tenant: string; map: FailureMap; environment: string | undefined };

/** Error class by node: what fails where. A number leads to its runs. */
export function ClassTable({ tenant, map, environment }: Props) {
  if (map.classes.length === 0) return <p className="text-muted">No attempt has failed in this time.</p>;
  const nodes = [...new Map(map.classes.map((one) => [`${one.harness}/${one.node}`, one])).values()];
  const errors = [...new Set(map.classes.map((one) => one.error))];
  const most = Math.max(...map.classes.map((one) => one.failed));
  return (
    <section className="min-w-0 overflow-x-auto">
      <h2 className="sec pb-2">Error class by node</h2>
      <table className="table" style={{ width: "auto" }}>
        <caption className="sr">Failed attempts by error class and node</caption>
        <thead>
          <tr>
            <th scope="col">Error class</th>
            {nodes.map((one) => (
              <th key={`${one.harness}/${one.node}`} scope="col" className="right" title={one.harness}>
                {one.node}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {errors.map((error) => (
            <tr key={error}>
              <th scope="row" className="mono s">
                {error}
              </th>
              {nodes.map((one) => {
                const cell = map.classes.find(
                  (other) => other.error === error && other.node === one.node && other.harness === one.harness,
                );
                return (
                  <td
                    key={`${one.harness}/${one.node}`}
                    className="right"
                    style={cell ? heatColors(Math.max(1, Math.ceil((cell.failed / most) * 6))) : undefined}
                  >
                    {cell && (
                      <Link
                        className="num s underline-offset-2 hover:underline"
                        style={{ color: "inherit" }}
                        href={runsHref(tenant, { node: one.node, harness: one.harness, error, environment })}
                      >
                        {cell.failed}
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
