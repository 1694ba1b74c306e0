import { PROBLEMS } from "@/lib/platform/errors/problem";

/** Every stable error code with its status. */
export function ProblemTable() {
  return (
    <section id="problems" aria-labelledby="problems-title" className="min-w-0 border-border border-t pt-6 pb-16">
      <h2 id="problems-title" className="pb-1 font-semibold text-16">
        Errors
      </h2>
      <p className="max-w-[68ch] pb-3 text-muted">
        An error is a problem document (RFC 9457). Its <span className="mono">code</span> never changes; its{" "}
        <span className="mono">detail</span> is for people; <span className="mono">errors</span> points at the fields.
      </p>
      <table className="table">
        <caption className="sr">Error codes</caption>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Status</th>
            <th scope="col">Says</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(PROBLEMS).map(([code, [status, title]]) => (
            <tr key={code}>
              <td className="mono">{code}</td>
              <td className="mono">{status}</td>
              <td className="muted">{title}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
