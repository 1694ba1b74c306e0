import { Hash } from "lucide-react";
import type { ApiOperation, ApiParameter } from "@/components/docs/api-operations";
import { curlExample } from "@/components/docs/curl-example";
import { typeOf } from "@/components/docs/schema-rows";
import { RequiredMark, SchemaTable } from "@/components/docs/schema-table";
import { JsonView } from "@/components/ui/json-view";
import { API_KEY_SCOPES } from "@/lib/governance/access/scopes";

type Props = { operation: ApiOperation; origin: string; tenant: string };

/** One operation: what it does, what it takes and answers, and a command that calls it. */
export function ApiOperationSection({ operation, origin, tenant }: Props) {
  const { id, method, path, summary, scope, parameters, body, answer, problems } = operation;
  const openToKeys = API_KEY_SCOPES.some((held) => held === scope);
  return (
    <article id={id} className="grid min-w-0 scroll-mt-4 gap-3 border-border border-t py-6 target:bg-surface-2">
      <header className="grid gap-1">
        <h3 className="flex items-center gap-2.5">
          <span className="mono font-semibold">{method}</span>
          <span className="mono [overflow-wrap:anywhere]">{path}</span>
          <a
            href={`#${id}`}
            className="inline-grid size-6 place-items-center text-faint hover:text-text"
            aria-label={`Link to ${method} ${path}`}
          >
            <Hash className="i s" aria-hidden />
          </a>
        </h3>
        <p>{summary}</p>
        <p className="text-12 text-faint">
          Needs <span className="mono">{scope}</span>,{" "}
          {openToKeys ? "by session or API key" : "by session: no API key can carry it"}.
        </p>
      </header>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <div className="grid min-w-0 content-start gap-4">
          <ParameterList parameters={parameters} />
          {body && (
            <Part title="Body">
              <SchemaTable schema={body} caption={`Body of ${method} ${path}`} />
            </Part>
          )}
          <Part title={`Answer ${answer.status}`}>
            {answer.stream && <p className="text-muted">A stream of server-sent events.</p>}
            {!(answer.stream || answer.schema) && <p className="text-muted">Nothing.</p>}
            {answer.schema && (
              <details>
                <summary className="cursor-pointer text-muted">Fields of the answer</summary>
                <div className="pt-2">
                  <SchemaTable schema={answer.schema} caption={`Answer of ${method} ${path}`} />
                </div>
              </details>
            )}
          </Part>
          <p className="text-12 text-faint">
            Else:{" "}
            {problems
              .map(
                ({ status, description }) => `${status} ${description.charAt(0).toLowerCase() + description.slice(1)}`,
              )
              .join(", ")}
            .
          </p>
        </div>
        {openToKeys && (
          <div className="min-w-0">
            <JsonView value={curlExample(operation, { origin, tenant })} label="curl" />
          </div>
        )}
      </div>
    </article>
  );
}

function ParameterList({ parameters }: { parameters: readonly ApiParameter[] }) {
  return (
    <Part title="Parameters">
      <dl className="grid grid-cols-[minmax(90px,max-content)_minmax(0,1fr)] ">
        {parameters.map((parameter) => (
          <div key={parameter.name} className="contents">
            <dt className="mono border-border border-t py-1 pr-4">
              {parameter.name}
              {parameter.required && <RequiredMark />}
            </dt>
            <dd className="border-border border-t py-1 text-muted">
              <span className="mono [overflow-wrap:anywhere]">{typeOf(parameter.schema)}</span> in the {parameter.in}
              {parameter.description && `. ${parameter.description}`}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid min-w-0 content-start gap-1.5">
      <h4 className="label">{title}</h4>
      {children}
    </section>
  );
}
