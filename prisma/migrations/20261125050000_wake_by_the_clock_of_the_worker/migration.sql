-- A parked run is due by the clock of the worker that takes it, as its timers are: work that is executed under a clock of
-- another time (the demo's past) waits and wakes in that time.
CREATE OR REPLACE FUNCTION journal_claim(of_tenant uuid, of_run uuid, of_worker text, at_ms double precision, formats text[], lease_ms int)
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
  IF target.status = 'parked' AND (target.wake_at IS NULL OR target.wake_at > to_timestamp(at_ms / 1000)) THEN RETURN '{"refused": "parked"}'; END IF;
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
     AND (r.status = 'queued' OR (r.status = 'parked' AND r.wake_at <= to_timestamp(at_ms / 1000))
       OR (r.status = 'running' AND (r.lease_until < now() OR (is_reserved AND r.epoch = 0))))
  RETURNING * INTO target;
  IF NOT FOUND THEN RETURN '{"refused": "held"}'; END IF;
  RETURN json_build_object('run', to_json(target), 'harness_slug', facts.slug, 'release_number', facts.number,
    'events', (SELECT coalesce(json_agg(payload ORDER BY seq), '[]') FROM public.journal_entry WHERE tenant_id = of_tenant AND run_id = of_run),
    'last_epoch', (SELECT coalesce(max(epoch), 0) FROM public.journal_entry WHERE tenant_id = of_tenant AND run_id = of_run));
END $$;
