-- Telemetry (docs/decisions/0005). Own schema: partitioned tables written by hand, not mapped by Prisma.
CREATE SCHEMA obs;
CREATE SCHEMA obs_part; -- partitions only; nobody but the owner may use it
GRANT USAGE ON SCHEMA obs TO slip_app, slip_worker;

CREATE TABLE obs.run (
  tenant_id uuid NOT NULL, trace_id uuid NOT NULL,
  project_id uuid NOT NULL, harness_id uuid, harness_slug text, release_id uuid, release_number int, environment text NOT NULL,
  source text NOT NULL DEFAULT 'runtime', status text NOT NULL, trigger text, name text NOT NULL,
  started_at timestamptz NOT NULL, ended_at timestamptz, duration_ms bigint,
  first_span_at timestamptz, last_span_at timestamptz,
  error_class text, error_fp text, error_message text,
  span_count int NOT NULL DEFAULT 0, error_count int NOT NULL DEFAULT 0, attempt_count int NOT NULL DEFAULT 0, retry_count int NOT NULL DEFAULT 0,
  in_tokens bigint NOT NULL DEFAULT 0, cache_read_tokens bigint NOT NULL DEFAULT 0, cache_write_tokens bigint NOT NULL DEFAULT 0,
  out_tokens bigint NOT NULL DEFAULT 0, reasoning_tokens bigint NOT NULL DEFAULT 0,
  cost_micros bigint NOT NULL DEFAULT 0, cost_unknown boolean NOT NULL DEFAULT false,
  thread_id uuid, end_user text, input_preview text, output_preview text, search text,
  simulated boolean NOT NULL DEFAULT false, incomplete boolean NOT NULL DEFAULT false, last_seq int NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, trace_id)
);
CREATE INDEX run_started ON obs.run (tenant_id, started_at DESC, trace_id DESC);
CREATE INDEX run_status ON obs.run (tenant_id, status, started_at DESC, trace_id DESC);
CREATE INDEX run_harness ON obs.run (tenant_id, harness_slug, started_at DESC, trace_id DESC);

CREATE TABLE obs.span (
  tenant_id uuid NOT NULL, trace_id uuid NOT NULL, span_id text NOT NULL, started_at timestamptz NOT NULL,
  project_id uuid NOT NULL, parent_span_id text, state text NOT NULL, ended_at timestamptz, duration_us bigint,
  kind text NOT NULL, name text NOT NULL, node_id text, node_key text, step_key text, iteration_path text NOT NULL DEFAULT '',
  attempt int NOT NULL DEFAULT 1, final boolean NOT NULL DEFAULT true, release_id uuid,
  status text, error_class text, error_fp text, error_message text,
  provider text, model text, tool_name text,
  in_tokens bigint, cache_read_tokens bigint, cache_write_tokens bigint, out_tokens bigint, reasoning_tokens bigint,
  cost_micros bigint, price_source text, ttft_ms int, segments jsonb NOT NULL DEFAULT '[]', decision_ids text[] NOT NULL DEFAULT '{}',
  attributes jsonb NOT NULL DEFAULT '{}', seq int NOT NULL, simulated boolean NOT NULL DEFAULT false, received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, trace_id, span_id, started_at)
) PARTITION BY RANGE (started_at);
CREATE INDEX span_seq ON obs.span (tenant_id, trace_id, seq);
CREATE INDEX span_errors ON obs.span (tenant_id, started_at, node_key) WHERE status = 'error';

CREATE TABLE obs.span_payload (
  tenant_id uuid NOT NULL, trace_id uuid NOT NULL, span_id text NOT NULL, started_at timestamptz NOT NULL,
  input text, output text, input_bytes int, output_bytes int, truncated boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, trace_id, span_id, started_at)
) PARTITION BY RANGE (started_at);

-- dim: run | node | tool | model | attempt; k: node key, tool key, provider/model, node#attempt.
CREATE TABLE obs.rollup_1h (
  tenant_id uuid NOT NULL, dim text NOT NULL, hour timestamptz NOT NULL, project_id uuid NOT NULL, release_id uuid NOT NULL,
  harness_slug text NOT NULL, environment text NOT NULL, simulated boolean NOT NULL, k text NOT NULL,
  n bigint NOT NULL, n_err bigint NOT NULL, n_final bigint NOT NULL, n_final_err bigint NOT NULL, errs jsonb NOT NULL,
  hist bigint[] NOT NULL, tokens bigint NOT NULL, cost_micros bigint NOT NULL, wasted_micros bigint NOT NULL,
  PRIMARY KEY (tenant_id, dim, hour, project_id, release_id, harness_slug, environment, simulated, k)
);
CREATE TABLE obs.rollup_delta (
  tenant_id uuid NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, dim text NOT NULL, hour timestamptz NOT NULL, project_id uuid NOT NULL, release_id uuid NOT NULL,
  harness_slug text NOT NULL, environment text NOT NULL, simulated boolean NOT NULL, k text NOT NULL,
  n bigint NOT NULL, n_err bigint NOT NULL, n_final bigint NOT NULL, n_final_err bigint NOT NULL, errs jsonb NOT NULL,
  hist bigint[] NOT NULL, tokens bigint NOT NULL, cost_micros bigint NOT NULL, wasted_micros bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE obs.error_group (
  tenant_id uuid NOT NULL, project_id uuid NOT NULL, fp text NOT NULL,
  error_class text NOT NULL, title text NOT NULL, node_key text, first_seen timestamptz NOT NULL, last_seen timestamptz NOT NULL,
  count bigint NOT NULL, first_release_id uuid, last_release_id uuid, sample_trace_id uuid,
  PRIMARY KEY (tenant_id, project_id, fp)
);

DO $$ DECLARE target text; BEGIN
  FOREACH target IN ARRAY ARRAY['obs.run','obs.span','obs.span_payload','obs.rollup_1h','obs.rollup_delta','obs.error_group']
  LOOP PERFORM isolate_table(target::regclass); END LOOP;
END $$;
GRANT SELECT ON ALL TABLES IN SCHEMA obs TO slip_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA obs TO slip_worker;

-- Creates the daily partitions from `from_day` for `days` days; each is forced and ungranted. Idempotent.
CREATE FUNCTION obs.ensure_partitions(from_day date, days int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE parent text; day date; part text; made int := 0;
BEGIN
  IF days > 60 OR days < 1 THEN RAISE EXCEPTION 'days must be 1..60'; END IF;
  FOREACH parent IN ARRAY ARRAY['span', 'span_payload'] LOOP
    FOR i IN 0 .. days - 1 LOOP
      day := from_day + i;
      part := format('%s_%s', parent, to_char(day, 'YYYYMMDD'));
      IF to_regclass(format('obs_part.%I', part)) IS NULL THEN
        EXECUTE format('CREATE TABLE obs_part.%I PARTITION OF obs.%I FOR VALUES FROM (%L) TO (%L)', part, parent, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
        PERFORM public.isolate_table(format('obs_part.%I', part)::regclass);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION obs.ensure_partitions(date, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION obs.ensure_partitions(date, int) TO slip_worker;
