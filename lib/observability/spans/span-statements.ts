/**
 * The statements of the span sink. Spans and payloads travel as one array a column (`unnest`); a list inside a row would
 * be flattened, so it travels as text. The few rows of runs and totals travel as one JSON parameter.
 */

const RUN_COLUMNS = `trace_id uuid, project_id uuid, harness_id uuid, harness_slug text, release_id uuid, release_number int,
  environment text, status text, parked_reason text, degraded boolean, trigger text, name text, started_at timestamptz, ended_at timestamptz, duration_ms bigint,
  error_class text, error_fp text, error_message text, thread_id uuid, end_user text, input_preview text,
  output_preview text, search text, simulated boolean`;
const RUN_NAMES = RUN_COLUMNS.replaceAll(/ (uuid|text|int|bigint|timestamptz|boolean)/g, "");

export const INSERT_RUNS = `
  INSERT INTO obs.run (tenant_id, ${RUN_NAMES}) SELECT $1, row.* FROM jsonb_to_recordset($2::jsonb) AS row (${RUN_COLUMNS})
  ON CONFLICT DO NOTHING`;

export const LOCK_RUNS = `
  SELECT trace_id, last_seq FROM obs.run WHERE tenant_id = $1 AND trace_id = ANY($2::uuid[]) ORDER BY trace_id FOR UPDATE`;

type Column = { name: string; type: string; sent: string };

/** Columns as `name type, …`, with the type that their values travel in. */
function columnsOf(text: string): Column[] {
  return text.split(/,\s*/).map((column) => {
    const [name = "", type = ""] = column.split(" ");
    return { name, type, sent: type === "jsonb" || type === "text[]" ? "text" : type };
  });
}

/** `$1` is the tenant; each column is an array, in order. */
const unnestOf = (columns: readonly Column[]) => `
  SELECT $1::uuid, ${columns.map(({ name, type, sent }) => (type === sent ? name : `${name}::${type}`)).join(", ")}
    FROM unnest(${columns.map(({ sent }, index) => `$${index + 2}::${sent}[]`).join(", ")})
      AS row (${columns.map(({ name }) => name).join(", ")})`;
const namesOf = (columns: readonly Column[]) => columns.map(({ name }) => name).join(", ");

export const SPAN_COLUMNS =
  columnsOf(`trace_id uuid, span_id text, started_at timestamptz, project_id uuid, parent_span_id text, state text,
  ended_at timestamptz, duration_us bigint, kind text, name text, node_id text, node_key text, step_key text,
  iteration_path text, attempt int, final boolean, release_id uuid, status text, error_class text, error_fp text,
  error_message text, provider text, model text, tool_name text, in_tokens bigint, cache_read_tokens bigint,
  cache_write_tokens bigint, out_tokens bigint, reasoning_tokens bigint, cost_micros bigint, price_source text,
  ttft_ms int, segments jsonb, decision_ids text[], attributes jsonb, seq int, simulated boolean`);
/** What closing changes; where and when a span started does not. */
const CLOSING = `state ended_at duration_us final status error_class error_fp error_message provider model tool_name
  in_tokens cache_read_tokens cache_write_tokens out_tokens reasoning_tokens cost_micros price_source ttft_ms segments
  decision_ids attributes seq simulated`.split(/\s+/);

/** Repeated rows and starts that come late change nothing. */
export const UPSERT_SPANS = `
  INSERT INTO obs.span (tenant_id, ${namesOf(SPAN_COLUMNS)}) ${unnestOf(SPAN_COLUMNS)}
  ON CONFLICT (tenant_id, trace_id, span_id, started_at) DO UPDATE
     SET ${CLOSING.map((name) => `${name} = excluded.${name}`).join(", ")}
   WHERE span.state = 'open' AND excluded.state = 'closed'
  RETURNING trace_id, span_id, state`;

export const PAYLOAD_COLUMNS = columnsOf(`trace_id uuid, span_id text, started_at timestamptz, input text, output text,
  input_bytes int, output_bytes int, truncated boolean`);
export const INSERT_PAYLOADS = `
  INSERT INTO obs.span_payload (tenant_id, ${namesOf(PAYLOAD_COLUMNS)}) ${unnestOf(PAYLOAD_COLUMNS)} ON CONFLICT DO NOTHING`;

/** Takes over the newer status of runs that are not over. Returns those that this ended. */
export const CLOSE_RUNS = `
  UPDATE obs.run AS run SET harness_id = row.harness_id, harness_slug = row.harness_slug, release_id = row.release_id,
         release_number = row.release_number, status = row.status, parked_reason = row.parked_reason, degraded = row.degraded, trigger = row.trigger, name = row.name,
         started_at = least(run.started_at, row.started_at), ended_at = row.ended_at, duration_ms = row.duration_ms,
         error_class = row.error_class, error_fp = row.error_fp, error_message = row.error_message,
         thread_id = row.thread_id, end_user = row.end_user, input_preview = row.input_preview,
         output_preview = row.output_preview, search = row.search, simulated = run.simulated OR row.simulated
    FROM (SELECT DISTINCT ON (trace_id) * FROM jsonb_to_recordset($2::jsonb) AS given (${RUN_COLUMNS})
           ORDER BY trace_id, ended_at NULLS LAST) AS row
   WHERE run.tenant_id = $1 AND run.trace_id = row.trace_id AND run.ended_at IS NULL
  RETURNING run.trace_id`;

export const UPDATE_RUNS = `
  UPDATE obs.run AS run SET last_seq = greatest(run.last_seq, row.last_seq), span_count = span_count + row.spans,
         error_count = error_count + row.errors, attempt_count = attempt_count + row.attempts,
         retry_count = retry_count + row.retries, in_tokens = run.in_tokens + row.in_tokens,
         cache_read_tokens = run.cache_read_tokens + row.cache_read_tokens,
         cache_write_tokens = run.cache_write_tokens + row.cache_write_tokens,
         out_tokens = run.out_tokens + row.out_tokens, reasoning_tokens = run.reasoning_tokens + row.reasoning_tokens,
         cost_micros = run.cost_micros + row.cost_micros, cost_unknown = run.cost_unknown OR row.cost_unknown,
         simulated = run.simulated OR row.simulated
    FROM jsonb_to_recordset($2::jsonb) AS row (trace_id uuid, last_seq int, spans int, errors int, attempts int, retries int,
         in_tokens bigint, cache_read_tokens bigint, cache_write_tokens bigint, out_tokens bigint, reasoning_tokens bigint,
         cost_micros bigint, cost_unknown boolean, simulated boolean)
   WHERE run.tenant_id = $1 AND run.trace_id = row.trace_id`;

export const MARK_INCOMPLETE =
  "UPDATE obs.run SET incomplete = true WHERE tenant_id = $1 AND trace_id = ANY($2::uuid[])";

const DELTA_COLUMNS = `dim text, hour timestamptz, project_id uuid, release_id uuid, harness_slug text, environment text,
  simulated boolean, k text, n bigint, n_err bigint, n_final bigint, n_final_err bigint, errs jsonb, hist bigint[],
  tokens bigint, cost_micros bigint, wasted_micros bigint`;
const DELTA_NAMES = DELTA_COLUMNS.replaceAll(/ (uuid|text|bigint\[\]|bigint|timestamptz|boolean|jsonb)/g, "");
export const INSERT_DELTAS = `
  INSERT INTO obs.rollup_delta (tenant_id, ${DELTA_NAMES})
  SELECT $1, row.* FROM jsonb_to_recordset($2::jsonb) AS row (${DELTA_COLUMNS})`;
