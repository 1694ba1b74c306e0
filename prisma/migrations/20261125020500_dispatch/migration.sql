-- Dispatch (docs/decisions/0028): limits of a tenant, a claim that admits, writes in groups, a fair list of what waits.

-- CreateTable
CREATE TABLE "run_limit" (
    "tenant_id" UUID NOT NULL,
    "concurrent_runs" INTEGER NOT NULL,
    "concurrent_runs_per_harness" INTEGER,
    "starts_per_minute" INTEGER NOT NULL,
    "concurrent_calls_per_provider" INTEGER NOT NULL,
    "calls_per_minute_per_provider" INTEGER NOT NULL,
    "rev" INTEGER NOT NULL DEFAULT 1,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_limit_pkey" PRIMARY KEY ("tenant_id")
);
SELECT isolate_table('run_limit');
GRANT SELECT, INSERT, UPDATE ON run_limit TO slip_app;
GRANT SELECT ON run_limit TO slip_worker;
CREATE POLICY lookup ON run_limit FOR SELECT TO slip_lookup USING (true);
GRANT SELECT ON run_limit TO slip_lookup;

-- AlterTable
ALTER TABLE "release" ADD COLUMN "format" TEXT NOT NULL DEFAULT 'slipway/program@1';
CREATE POLICY lookup ON release FOR SELECT TO slip_lookup USING (true);
GRANT SELECT (tenant_id, id, format) ON release TO slip_lookup;

-- AlterTable
ALTER TABLE "worker_heartbeat" ADD COLUMN "formats" TEXT[], ADD COLUMN "slots" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "busy" INTEGER NOT NULL DEFAULT 0;

-- What a tenant may do at a time; the defaults hold for a tenant that has no row.
CREATE FUNCTION run_limits_of(of_tenant uuid) RETURNS TABLE (concurrent_runs int, concurrent_runs_per_harness int,
  starts_per_minute int, concurrent_calls_per_provider int, calls_per_minute_per_provider int, rev int)
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT coalesce(l.concurrent_runs, 50), l.concurrent_runs_per_harness, coalesce(l.starts_per_minute, 3000),
         coalesce(l.concurrent_calls_per_provider, 100), coalesce(l.calls_per_minute_per_provider, 6000), coalesce(l.rev, 0)
    FROM (SELECT of_tenant AS tenant_id) AS t LEFT JOIN public.run_limit l USING (tenant_id) $$;
REVOKE ALL ON FUNCTION run_limits_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION run_limits_of(uuid) TO slip_app, slip_worker, slip_lookup;

-- Takes a run in one round trip: a queued one, or a parked one whose time has come, within the limits of its tenant; or a
-- running one whose lease has passed.
-- Answers {"refused": gone | held | parked | limit | format} or {"run", "harness_slug", "release_number", "events", "last_epoch"}.
CREATE FUNCTION journal_claim(of_tenant uuid, of_run uuid, of_worker text, at_ms double precision, formats text[], lease_ms int)
RETURNS json LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  target public.run;
  facts record;
  limits record;
  busy int;
  busy_here int;
  is_reserved boolean;
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  SELECT * INTO target FROM public.run WHERE tenant_id = of_tenant AND id = of_run;
  IF NOT FOUND OR target.status NOT IN ('queued', 'running', 'parked') THEN RETURN '{"refused": "gone"}'; END IF;
  IF target.status = 'parked' AND (target.wake_at IS NULL OR target.wake_at > now()) THEN RETURN '{"refused": "parked"}'; END IF;
  -- Reserved for this worker when it was made, and not begun: the demo's runs of the past.
  is_reserved := target.status = 'running' AND target.epoch = 0 AND target.worker_id = of_worker;
  IF target.status = 'running' AND target.lease_until >= now() AND NOT is_reserved THEN RETURN '{"refused": "held"}'; END IF;
  SELECT h.slug, r.number, r.format INTO facts FROM public.harness h, public.release r
   WHERE h.tenant_id = of_tenant AND h.id = target.harness_id AND r.tenant_id = of_tenant AND r.id = target.release_id;
  IF facts.format IS NULL OR facts.format <> ALL (formats) THEN RETURN '{"refused": "format"}'; END IF;
  IF target.status <> 'running' THEN
    SELECT * INTO limits FROM run_limits_of(of_tenant);
    SELECT count(*) INTO busy FROM public.run WHERE tenant_id = of_tenant AND status = 'running';
    -- Near the limit claims of one tenant go one by one, so that the limit is exact.
    IF busy + 32 >= limits.concurrent_runs OR limits.concurrent_runs_per_harness IS NOT NULL THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || of_tenant, 0));
      SELECT count(*), count(*) FILTER (WHERE harness_id = target.harness_id) INTO busy, busy_here
        FROM public.run WHERE tenant_id = of_tenant AND status = 'running';
      IF busy >= limits.concurrent_runs OR busy_here >= limits.concurrent_runs_per_harness THEN
        RETURN '{"refused": "limit"}';
      END IF;
    END IF;
  END IF;
  UPDATE public.run AS r SET epoch = r.epoch + 1, status = 'running', worker_id = of_worker,
         lease_until = now() + lease_ms * interval '1 millisecond', parked_reason = NULL, wake_at = NULL,
         started_at = coalesce(r.started_at, to_timestamp(at_ms / 1000))
   WHERE r.tenant_id = of_tenant AND r.id = of_run
     AND (r.status = 'queued' OR (r.status = 'parked' AND r.wake_at <= now())
       OR (r.status = 'running' AND (r.lease_until < now() OR (is_reserved AND r.epoch = 0))))
  RETURNING * INTO target;
  IF NOT FOUND THEN RETURN '{"refused": "held"}'; END IF;
  RETURN json_build_object('run', to_json(target), 'harness_slug', facts.slug, 'release_number', facts.number,
    'events', (SELECT coalesce(json_agg(payload ORDER BY seq), '[]') FROM public.journal_entry WHERE tenant_id = of_tenant AND run_id = of_run),
    'last_epoch', (SELECT coalesce(max(epoch), 0) FROM public.journal_entry WHERE tenant_id = of_tenant AND run_id = of_run));
END $$;
REVOKE ALL ON FUNCTION journal_claim(uuid, uuid, text, double precision, text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_claim(uuid, uuid, text, double precision, text[], int) TO slip_worker;

-- One append, behind its fence: the tenant is set. As before, a run does not park over something that came after
-- `seenNudges` (it is queued again instead); an end wakes the parent and ends the sub-runs; rows are locked from the parent
-- down. While a run goes on its row is only locked, and renewed at most once a second: its counters are up to a second old
-- until it parks or ends.
CREATE FUNCTION journal_write_one(of_tenant uuid, of_run uuid, of_epoch int, first_seq int, events jsonb, next jsonb, lease_ms int)
RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  new_status text := next->>'status';
  is_over boolean := next->>'status' NOT IN ('running', 'parked');
  park jsonb := nullif(next->'park', 'null');
  parent uuid;
  stored text := 'running';
BEGIN
  IF is_over THEN
    SELECT parent_run_id INTO parent FROM public.run WHERE tenant_id = of_tenant AND id = of_run;
    IF parent IS NOT NULL THEN PERFORM 1 FROM public.run WHERE tenant_id = of_tenant AND id = parent FOR UPDATE; END IF;
  END IF;
  IF new_status = 'running' THEN
    PERFORM 1 FROM public.run WHERE tenant_id = of_tenant AND id = of_run AND epoch = of_epoch AND status = 'running'
       AND lease_until > now() + (lease_ms - 1000) * interval '1 millisecond' FOR SHARE;
  END IF;
  IF new_status <> 'running' OR NOT FOUND THEN
    UPDATE public.run SET last_seq = first_seq + jsonb_array_length(events) - 1,
           status = CASE WHEN new_status = 'parked' AND nudges > (park->>'seenNudges')::int THEN 'queued' ELSE new_status END,
           parked_reason = CASE WHEN new_status = 'parked' AND nudges <= (park->>'seenNudges')::int THEN park->>'reason' END,
           wake_at = CASE WHEN new_status = 'parked' AND nudges <= (park->>'seenNudges')::int
                          THEN to_timestamp((park->>'wakeAt')::double precision / 1000) END,
           output = nullif(next->'output', 'null'), error = nullif(next->'error', 'null'),
           steps = (next->>'steps')::int, attempts = (next->>'attempts')::int,
           input_tokens = (next->>'inputTokens')::int, output_tokens = (next->>'outputTokens')::int,
           cost_micros = (next->>'costMicros')::bigint,
           taint = ARRAY(SELECT jsonb_array_elements_text(next->'taint')), simulated = (next->>'simulated')::boolean,
           ended_at = to_timestamp((next->>'endedAt')::double precision / 1000),
           lease_until = CASE WHEN new_status = 'running' THEN now() + lease_ms * interval '1 millisecond' END
     WHERE tenant_id = of_tenant AND id = of_run AND epoch = of_epoch AND status = 'running'
    RETURNING status INTO stored;
  END IF;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO public.journal_entry (tenant_id, run_id, seq, epoch, node_key, iteration_path, kind, payload, at)
  SELECT of_tenant, of_run, first_seq + entry.n - 1, of_epoch, coalesce(entry.value->>'nodeId', ''),
         coalesce(entry.value->>'path', ''), entry.value->>'kind', entry.value,
         to_timestamp((entry.value->>'at')::double precision / 1000)
    FROM jsonb_array_elements(events) WITH ORDINALITY AS entry (value, n);
  IF events @> '[{"kind": "signal-received"}]' THEN
    UPDATE public.signal SET consumed_seq = first_seq + entry.n - 1
      FROM jsonb_array_elements(events) WITH ORDINALITY AS entry (value, n)
     WHERE entry.value->>'kind' = 'signal-received' AND signal.tenant_id = of_tenant AND signal.run_id = of_run
       AND signal.name = entry.value->>'name' AND signal.key = entry.value->>'key';
  END IF;
  IF stored = 'queued' THEN PERFORM pg_notify('slipway_run', of_tenant::text || ':' || of_run::text); END IF;
  IF parent IS NOT NULL THEN PERFORM public.wake_run(of_tenant, parent); END IF;
  IF is_over THEN PERFORM public.cancel_sub_runs(of_tenant, of_run, NULL); END IF;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION journal_write_one(uuid, uuid, int, int, jsonb, jsonb, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_write_one(uuid, uuid, int, int, jsonb, jsonb, int) TO slip_worker;

-- Group commit: the appends of many runs in one transaction, each behind its own fence and in its own tenant. One answer
-- for each, in order; false = fenced, nothing of it was written.
CREATE FUNCTION journal_write(batch jsonb, lease_ms int) RETURNS boolean[] LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  item jsonb;
  held boolean[] := '{}';
BEGIN
  FOR item IN SELECT value FROM jsonb_array_elements(batch) LOOP
    PERFORM set_config('app.tenant_id', item->>'tenant', true);
    held := held || journal_write_one((item->>'tenant')::uuid, (item->>'run')::uuid, (item->>'epoch')::int,
      (item->>'seq')::int, item->'events', item->'progress', lease_ms);
  END LOOP;
  RETURN held;
END $$;
REVOKE ALL ON FUNCTION journal_write(jsonb, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_write(jsonb, int) TO slip_worker;

-- Keeps the leases of many runs in one round trip. Answers for those that are still held.
CREATE FUNCTION journal_renew(tenants uuid[], runs uuid[], epochs int[], lease_ms int)
RETURNS TABLE (run_id uuid, cancel_requested boolean, nudges int) LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  FOR n IN 1..cardinality(runs) LOOP
    PERFORM set_config('app.tenant_id', tenants[n]::text, true);
    RETURN QUERY UPDATE public.run AS r SET lease_until = now() + lease_ms * interval '1 millisecond'
      WHERE r.tenant_id = tenants[n] AND r.id = runs[n] AND r.epoch = epochs[n] AND r.status = 'running'
      RETURNING r.id, r.cancel_requested_at IS NOT NULL, r.nudges;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION journal_renew(uuid[], uuid[], int[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_renew(uuid[], uuid[], int[], int) TO slip_worker;

DROP FUNCTION journal_append(uuid, uuid, int, int, text[], text[], text[], jsonb[], text, jsonb, jsonb, int, int, int, int, bigint, text[], boolean, timestamptz, int, text, timestamptz, int);

-- CreateIndex: what waits, and what a worker holds; both stay small.
CREATE INDEX "run_waiting_idx" ON "run"("tenant_id", "queued_at") WHERE status = 'queued';
CREATE INDEX "run_held_idx" ON "run"("tenant_id", "lease_until") WHERE status = 'running';

-- Runs that need a segment, fairest first: the tenant that runs least, then the oldest. Only as many of a tenant as its
-- limit leaves room for. Ids and how long they have waited, nothing else.
DROP FUNCTION lookup_waiting_runs(int);
CREATE FUNCTION lookup_waiting_runs(max_rows int, formats text[]) RETURNS TABLE (tenant_id uuid, id uuid, waited_ms double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH busy AS MATERIALIZED (
    SELECT r.tenant_id, r.harness_id, count(*) AS n FROM public.run r WHERE r.status = 'running' GROUP BY 1, 2
  ), waiting AS MATERIALIZED (
    SELECT t.tenant_id, l.concurrent_runs, coalesce((SELECT sum(n) FROM busy b WHERE b.tenant_id = t.tenant_id), 0) AS n,
           ARRAY(SELECT b.harness_id FROM busy b WHERE b.tenant_id = t.tenant_id AND b.n >= l.concurrent_runs_per_harness) AS full_harnesses
      FROM (SELECT DISTINCT r.tenant_id FROM public.run r WHERE r.status = 'queued') AS t
     CROSS JOIN LATERAL run_limits_of(t.tenant_id) AS l
  ), candidates AS (
    SELECT w.tenant_id, one.id, w.n + one.place AS turn, one.queued_at AS since, one.release_id
      FROM waiting w CROSS JOIN LATERAL (
        SELECT r.id, r.queued_at, r.release_id, row_number() OVER (ORDER BY r.queued_at) AS place FROM public.run r
         WHERE r.tenant_id = w.tenant_id AND r.status = 'queued' AND r.harness_id <> ALL (w.full_harnesses)
         ORDER BY r.queued_at LIMIT greatest(0, least(max_rows, w.concurrent_runs - w.n))) AS one
    UNION ALL
    SELECT r.tenant_id, r.id, 0, r.lease_until, r.release_id FROM public.run r WHERE r.status = 'running' AND r.lease_until < now()
    UNION ALL
    SELECT r.tenant_id, r.id, 0, r.wake_at, r.release_id FROM public.run r WHERE r.status = 'parked' AND r.wake_at <= now()
  )
  SELECT c.tenant_id, c.id, extract(epoch FROM now() - c.since)::double precision * 1000 FROM candidates c JOIN public.release e ON e.tenant_id = c.tenant_id AND e.id = c.release_id
   WHERE e.format = ANY (formats) ORDER BY c.turn, c.since LIMIT max_rows $$;
GRANT CREATE ON SCHEMA public TO slip_lookup;
ALTER FUNCTION lookup_waiting_runs(int, text[]) OWNER TO slip_lookup;
REVOKE CREATE ON SCHEMA public FROM slip_lookup;
SET LOCAL ROLE slip_lookup;
REVOKE ALL ON FUNCTION lookup_waiting_runs(int, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup_waiting_runs(int, text[]) TO slip_worker;
RESET ROLE;
