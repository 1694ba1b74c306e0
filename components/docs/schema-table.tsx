import type { JsonSchema } from "@/components/docs/json-schema";
import { schemaRows } from "@/components/docs/schema-rows";

const INDENT_PX = 16;

/** The fields of a body or an answer, indented, with type and meaning. */
export function SchemaTable({ schema, caption }: { schema: JsonSchema; caption: string }) {
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr">{caption}</caption>
      <thead className="sr">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type and meaning</th>
        </tr>
      </thead>
      <tbody>
        {schemaRows(schema).map((row) => (
          <tr key={row.path} className="align-top">
            <td className="mono border-border border-t py-1 pr-4" style={{ paddingLeft: row.depth * INDENT_PX }}>
              {row.name || "(value)"}
              {row.required && row.name && <RequiredMark />}
            </td>
            <td className="w-full border-border border-t py-1 text-muted">
              <span className="mono [overflow-wrap:anywhere]">{row.type}</span>
              {row.note && <span className="pl-2">{row.note}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function RequiredMark() {
  return (
    <span className="text-fail" title="Required">
      <span aria-hidden>*</span>
      <span className="sr">required</span>
    </span>
  );
}
